using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Experiments.Compression;

/// <summary>How good a changed model's predictions are, and how far they are from those of the model it was made from.</summary>
/// <param name="Loss">The mean of −ln p(y|x), in nats; null without outcomes.</param>
/// <param name="Accuracy">The share of labels predicted right; null where outcomes are no labels, or unknown.</param>
/// <param name="Divergence">The mean over inputs of KL(before ‖ after), in nats.</param>
public sealed record ModelQuality(double? Loss, double? Accuracy, double Divergence)
{
    private const int Chunk = 256;

    /// <summary>Measures outputs against those before.</summary>
    /// <param name="likelihood">The family that the outputs are natural parameters of.</param>
    /// <param name="outputs">The changed model's, a row an example.</param>
    /// <param name="before">The first model's.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="hasOutcomes">Whether their outcomes are known.</param>
    public static ModelQuality Of<T>(Likelihood likelihood, Matrix<T> outputs, Matrix<T> before, IExamples examples, bool hasOutcomes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] natural = new double[likelihood.Dimension], reference = new double[likelihood.Dimension];
        double divergence = 0;
        for (int i = 0; i < outputs.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating<T, double>(outputs.Row(i), natural);
            TensorPrimitives.ConvertTruncating<T, double>(before.Row(i), reference);
            divergence += likelihood.KullbackLeibler(reference, natural);
        }

        divergence /= outputs.Rows;
        if (!hasOutcomes) return new ModelQuality(null, null, divergence);
        BatchLoss total = LossOf(new BatchLikelihood<T>(likelihood), outputs, examples);
        double count = outputs.Rows;
        return new ModelQuality(total.NegativeLogLikelihood / count, likelihood.HasLabels ? total.Correct / count : null, divergence);
    }

    private static BatchLoss LossOf<T>(BatchLikelihood<T> likelihood, Matrix<T> outputs, IExamples examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BatchLoss total = default;
        Matrix<T> outcomes = new(Chunk, likelihood.Likelihood.OutcomeWidth);
        int[] indices = new int[Chunk];
        for (int first = 0; first < outputs.Rows; first += Chunk)
        {
            int count = Math.Min(Chunk, outputs.Rows - first);
            for (int i = 0; i < count; i++) indices[i] = first + i;
            examples.CopyOutcomes(indices.AsSpan(0, count), outcomes.View.RowRange(0, count));
            total += likelihood.Evaluate(outputs.View.RowRange(first, count), outcomes.View.RowRange(0, count));
        }

        return total;
    }
}
