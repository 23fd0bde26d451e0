using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Posteriors;

/// <summary>Whether probabilities of labels mean what they say.</summary>
/// <param name="Accuracy">The share of examples whose most probable label is the observed one.</param>
/// <param name="NegativeLogLikelihood">The mean of −ln p of the observed label, in nats.</param>
/// <param name="Error">
/// The expected calibration error: with examples in bins of equal width by their greatest probability, the mean over examples of the gap in
/// their bin between the share of right labels and the mean of that probability. Source: [Guo17].
/// </param>
public sealed record Calibration(double Accuracy, double NegativeLogLikelihood, double Error)
{
    /// <summary>Judges probabilities by observed labels.</summary>
    /// <param name="probabilities">A row an example, a column a label.</param>
    /// <param name="labels">The observed ones.</param>
    /// <param name="bins">Bins of the calibration error.</param>
    public static Calibration Of(Matrix<double> probabilities, ReadOnlySpan<int> labels, int bins = 15)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        if (labels.Length != probabilities.Rows || labels.IsEmpty) throw new ArgumentException($"There are {labels.Length} labels for {probabilities.Rows} rows of probabilities.", nameof(labels));
        double[] gaps = new double[bins];
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Row(i);
            int best = TensorPrimitives.IndexOfMax(row);
            bool isRight = best == labels[i];
            gaps[Math.Clamp((int)Math.Ceiling(row[best] * bins) - 1, 0, bins - 1)] += (isRight ? 1 : 0) - row[best];
            correct += isRight ? 1 : 0;
            loss -= Math.Log(row[labels[i]]);
        }

        double count = labels.Length;
        return new Calibration(correct / count, loss / count, TensorPrimitives.SumOfMagnitudes<double>(gaps) / count);
    }
}
