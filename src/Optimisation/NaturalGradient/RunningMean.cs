using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Sums of all members over their examples, merged into a running mean.</summary>
internal static class RunningMean
{
    /// <summary>A member's share of mean ← keep · mean + (1 − keep) · Σ sums / examples; between two barriers.</summary>
    public static void Absorb<T>(ICommunicator member, Matrix<T>[] sums, Matrix<T> mean, int examples, double keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int start, int count) = member.Share(mean.Rows * mean.Columns, 16);
        Span<T> target = mean.AsSpan().Slice(start, count);
        T fresh = T.CreateTruncating((1 - keep) / examples);
        if (keep == 0) target.Clear();
        else TensorPrimitives.Multiply(target, T.CreateTruncating(keep), target);
        foreach (Matrix<T> sum in sums) TensorPrimitives.MultiplyAdd(sum.AsSpan().Slice(start, count), fresh, target, target);
    }
}
