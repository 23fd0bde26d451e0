using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>
/// A running mean of an accumulator over batches, kept by a team: members observe their examples, meet, and absorb shares of all
/// members' sums. What it means is decided by the cotangents, that is by a <see cref="Labels.LabelRule"/>. Nothing is allocated after the first batch.
/// </summary>
public sealed class RunningMean<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Accumulator<T>[] _accumulators;
    private readonly Matrix<T>[] _sums;

    /// <summary>A mean for a team of <paramref name="members"/>.</summary>
    /// <param name="members">The size of the team.</param>
    /// <param name="create">An accumulator for a member.</param>
    /// <param name="value">Where the mean is kept; null for a matrix of its own.</param>
    public RunningMean(int members, Func<Accumulator<T>> create, Matrix<T>? value = null)
    {
        _accumulators = [.. Enumerable.Range(0, members).Select(_ => create())];
        _sums = [.. _accumulators.Select(accumulator => new Matrix<T>(accumulator.Rows, accumulator.Columns))];
        Value = value ?? new Matrix<T>(_sums[0].Rows, _sums[0].Columns);
    }

    /// <summary>The mean.</summary>
    public Matrix<T> Value { get; }

    /// <summary>Sums over a member's examples.</summary>
    public void Observe(ICommunicator member, Workspace<T> workspace) => _accumulators[member.Rank].Sum(workspace, _sums[member.Rank]);

    /// <summary>A member's share of mean ← keep · mean + (1 − keep) · Σ sums / examples; between two barriers.</summary>
    /// <param name="member">The member.</param>
    /// <param name="examples">The examples observed by all members together.</param>
    /// <param name="keep">The weight of the past: 0 for a first estimate, which overwrites whatever was there.</param>
    public void Absorb(ICommunicator member, int examples, double keep)
    {
        (int start, int count) = member.Share(Value.Rows * Value.Columns, 16);
        Span<T> target = Value.AsSpan().Slice(start, count);
        T fresh = T.CreateTruncating((1 - keep) / examples);
        if (keep == 0) target.Clear();
        else TensorPrimitives.Multiply(target, T.CreateTruncating(keep), target);
        foreach (Matrix<T> sum in _sums) TensorPrimitives.MultiplyAdd(sum.AsSpan().Slice(start, count), fresh, target, target);
    }
}
