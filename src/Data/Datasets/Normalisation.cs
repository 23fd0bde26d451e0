using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Datasets;

/// <summary>The map x ↦ (x − mean)/sd of every input value, after pixels have been scaled to [0, 1].</summary>
public sealed record Normalisation
{
    /// <summary>A normalisation by a mean and a standard deviation.</summary>
    /// <exception cref="InvalidInputException">One of them is not finite, or the standard deviation is not positive.</exception>
    public Normalisation(double mean, double standardDeviation)
    {
        if (!double.IsFinite(mean) || !double.IsFinite(standardDeviation) || standardDeviation <= 0)
            throw Refusal(FormattableString.Invariant($"{mean},{standardDeviation}"));
        Mean = mean;
        StandardDeviation = standardDeviation;
    }

    /// <summary>What is subtracted.</summary>
    public double Mean { get; }

    /// <summary>What is divided by.</summary>
    public double StandardDeviation { get; }

    /// <summary>Reads "MEAN,SD", as in 0.1307,0.3081.</summary>
    /// <exception cref="InvalidInputException">The text is anything else.</exception>
    public static Normalisation Parse(string text)
    {
        string[] parts = text.Split(',');
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double mean)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double standardDeviation)
            ? new(mean, standardDeviation)
            : throw Refusal($"'{text}'");
    }

    /// <summary>Normalises values in place.</summary>
    public void Apply<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(values, T.CreateTruncating(Mean), values);
        TensorPrimitives.Divide(values, T.CreateTruncating(StandardDeviation), values);
    }

    private static InvalidInputException Refusal(string found) => new(
        "the normalisation",
        found,
        "MEAN,SD: two finite numbers, the second above zero",
        "Models trained on MNIST with PyTorch usually want 0.1307,0.3081.");
}
