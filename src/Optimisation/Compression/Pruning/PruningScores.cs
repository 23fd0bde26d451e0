using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Optimisation.Compression.Pruning;

/// <summary>How much each weight would be missed. Scores are laid out as the parameters; biases, scales and shifts are never pruned and score +∞.</summary>
public static class PruningScores
{
    /// <summary>|θ_i|: small weights are little missed.</summary>
    public static double[] Magnitude<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfWeights(model, static (weight, _) => Math.Abs(weight), []);

    /// <summary>|θ_i| over the root of the mean square of its layer: magnitudes that can be compared between layers.</summary>
    public static double[] RelativeMagnitude<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] scales = new double[model.Parameters.Length];
        foreach (TensorSlot slot in Weights(model.Network))
        {
            double square = 0;
            foreach (T weight in slot.In((ReadOnlySpan<T>)model.Parameters.Span)) square += double.CreateTruncating(weight) * double.CreateTruncating(weight);
            slot.In(scales.AsSpan()).Fill(square > 0 ? Math.Sqrt(square / slot.Length) : 1);
        }

        return OfWeights(model, static (weight, scale) => Math.Abs(weight) / scale, scales);
    }

    /// <summary>
    /// ½ I_ii θ_i²: the divergence of predictions, in nats, that a weight's loss makes to second order and alone. Sources: [LeCun90], with the Hessian's
    /// diagonal; [Theis18], with the Fisher information.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="information">I_ii, in the order of the parameters.</param>
    public static double[] Fisher<T>(Model<T> model, ReadOnlySpan<double> information)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (information.Length != model.Parameters.Length)
            throw new ArgumentException($"The model has {model.Parameters.Length} parameters; found the information of {information.Length}.", nameof(information));
        return OfWeights(model, static (weight, own) => 0.5 * own * weight * weight, information);
    }

    /// <summary>The tensors whose entries are pruned: the matrices of affine layers.</summary>
    internal static IEnumerable<TensorSlot> Weights(Network network) => network.Blocks.Where(block => block.Kind == BlockKind.Affine).Select(block => block.First);

    private static double[] OfWeights<T>(Model<T> model, Func<double, double, double> score, ReadOnlySpan<double> beside)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] scores = new double[model.Parameters.Length];
        scores.AsSpan().Fill(double.PositiveInfinity);
        ReadOnlySpan<T> parameters = model.Parameters.Span;
        foreach (TensorSlot slot in Weights(model.Network))
        {
            for (int i = slot.Offset; i < slot.Offset + slot.Length; i++) scores[i] = score(double.CreateTruncating(parameters[i]), beside.IsEmpty ? 0 : beside[i]);
        }

        return scores;
    }
}
