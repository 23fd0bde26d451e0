namespace Neuromanifold.Manifolds.Distributions;

/// <summary>Where the values of a parameter may lie: a phrase to end a sentence, and the test behind it.</summary>
/// <param name="Description">"a number > 0".</param>
/// <param name="Fault">What is wrong with the values, or null where nothing is.</param>
public sealed record ParameterDomain(string Description, Func<ReadOnlySpan<double>, string?> Fault)
{
    private const double SumTolerance = 1e-9;

    /// <summary>Any finite number.</summary>
    public static ParameterDomain Real { get; } = Each("a finite number", double.IsFinite);

    /// <summary>A positive, finite number.</summary>
    public static ParameterDomain Positive { get; } = Each("a number > 0", value => value > 0 && double.IsFinite(value));

    /// <summary>A finite number from zero on.</summary>
    public static ParameterDomain NonNegative { get; } = Each("a number ≥ 0", value => value >= 0 && double.IsFinite(value));

    /// <summary>A probability, its extremes excluded.</summary>
    public static ParameterDomain OpenProbability { get; } = Each("a probability between 0 and 1, both excluded", value => value is > 0 and < 1);

    /// <summary>A probability, its extremes included.</summary>
    public static ParameterDomain Probability { get; } = Each("a probability from 0 to 1", value => value is >= 0 and <= 1);

    /// <summary>Probabilities, zero included, that sum to one.</summary>
    public static ParameterDomain Probabilities { get; } = new("probabilities ≥ 0 that sum to 1", FaultOfProbabilities);

    /// <summary>A vector of length one.</summary>
    public static ParameterDomain Direction { get; } = new("a vector of length 1", FaultOfDirection);

    /// <summary>A domain of scalars, or of lists of them, each of which passes a test.</summary>
    public static ParameterDomain Each(string description, Func<double, bool> contains) => new(description, values =>
    {
        foreach (double value in values)
        {
            if (!contains(value)) return Invariant($"{value:R}");
        }

        return null;
    });

    private static string? FaultOfProbabilities(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            if (!(value >= 0 && value <= 1)) return Invariant($"{value:R}");
            sum += value;
        }

        return Math.Abs(sum - 1) <= SumTolerance ? null : Invariant($"a sum of {sum:R}");
    }

    private static string? FaultOfDirection(ReadOnlySpan<double> values)
    {
        double square = 0;
        foreach (double value in values) square += value * value;
        return Math.Abs(square - 1) <= SumTolerance ? null : Invariant($"a vector of length {Math.Sqrt(square):R}");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
