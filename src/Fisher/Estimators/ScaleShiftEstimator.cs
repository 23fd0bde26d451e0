using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators;

/// <summary>
/// Estimates the diagonal of a scale-and-shift block, E[(δ x̂)²] for γ and E[δ²] for β, over a running window of batches, as
/// <see cref="KroneckerEstimator{T}"/> does the factors of an affine one.
/// </summary>
public sealed class ScaleShiftEstimator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] _sums;
    private readonly int _units;

    /// <summary>An estimator for a team of <paramref name="members"/>.</summary>
    public ScaleShiftEstimator(int units, int members)
    {
        _units = units;
        Diagonal = new T[2 * units];
        _sums = [.. Enumerable.Range(0, members).Select(_ => new T[2 * units])];
    }

    /// <summary>The running estimate: all γ, then all β.</summary>
    public Memory<T> Diagonal { get; }

    /// <summary>Sums over a member's examples.</summary>
    /// <param name="member">The member.</param>
    /// <param name="inputs">x̂, examples × units.</param>
    /// <param name="cotangents">(Cotangents · examples) × units.</param>
    public void Observe(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents)
    {
        Span<T> sum = _sums[member.Rank];
        sum.Clear();
        Span<T> scale = sum[.._units], shift = sum[_units..];
        for (int row = 0; row < cotangents.Rows; row++)
        {
            ReadOnlySpan<T> cotangent = cotangents.Row(row), input = inputs.Row(row % inputs.Rows);
            for (int j = 0; j < _units; j++)
            {
                T square = cotangent[j] * cotangent[j];
                shift[j] += square;
                scale[j] += square * input[j] * input[j];
            }
        }
    }

    /// <summary>Merges all members' sums into the estimate; one member does it, between two barriers.</summary>
    public void Absorb(int examples, double keep)
    {
        Span<T> target = Diagonal.Span;
        T fresh = T.CreateTruncating((1 - keep) / examples);
        if (keep == 0) target.Clear();
        else TensorPrimitives.Multiply(target, T.CreateTruncating(keep), target);
        foreach (T[] sum in _sums) TensorPrimitives.MultiplyAdd(sum, fresh, target, target);
    }
}
