using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators;

/// <summary>
/// Estimates A and B of an affine block from what it sees and what comes back, over a running window of batches. The members
/// of a team observe their examples, meet, and absorb shares of the sums; one product a factor and member, nothing allocated.
/// </summary>
/// <remarks>
/// What the estimate means is decided by the cotangents: scores of labels drawn from the model give an unbiased B, columns of
/// a root of Cov give labels in exact expectation, scores of the data's labels give the empirical Fisher.
/// </remarks>
public sealed class KroneckerEstimator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T>[] _inputSums;
    private readonly Matrix<T>[] _outputSums;
    private readonly bool _hasBias;

    /// <summary>An estimator for a team of <paramref name="members"/>.</summary>
    /// <param name="inputs">Inputs, without the bias's 1.</param>
    /// <param name="outputs">Units.</param>
    /// <param name="hasBias">Whether ã carries a 1.</param>
    /// <param name="members">The size of the team.</param>
    public KroneckerEstimator(int inputs, int outputs, bool hasBias, int members)
    {
        int order = hasBias ? inputs + 1 : inputs;
        Factors = new KroneckerFactored<T>(order, outputs);
        _hasBias = hasBias;
        _inputSums = [.. Enumerable.Range(0, members).Select(_ => new Matrix<T>(order, order))];
        _outputSums = [.. Enumerable.Range(0, members).Select(_ => new Matrix<T>(outputs, outputs))];
    }

    /// <summary>The running estimate.</summary>
    public KroneckerFactored<T> Factors { get; }

    /// <summary>Sums over a member's examples. Cost: examples · (inputs² + cotangents · outputs²).</summary>
    /// <param name="member">The member.</param>
    /// <param name="inputs">Examples × inputs.</param>
    /// <param name="cotangents">(Cotangents · examples) × outputs.</param>
    public void Observe(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents)
    {
        MatrixView<T> inputSum = _inputSums[member.Rank].View;
        Products.SymmetricRankUpdate(inputs, inputSum.RowRange(0, inputs.Columns).ColumnRange(0, inputs.Columns));
        if (_hasBias) ObserveBias(inputs, inputSum);
        Products.SymmetricRankUpdate(cotangents, _outputSums[member.Rank].View);
    }

    /// <summary>Merges a member's share of all members' sums into the estimate: factor ← keep · factor + (1 − keep) · mean. Between two barriers.</summary>
    /// <param name="member">The member.</param>
    /// <param name="examples">The examples observed by all members together.</param>
    /// <param name="keep">The weight of the past: 0 for a first estimate.</param>
    public void Absorb(ICommunicator member, int examples, double keep)
    {
        Absorb(member, _inputSums, Factors.InputFactor, examples, keep);
        Absorb(member, _outputSums, Factors.OutputFactor, examples, keep);
    }

    // The last row and column of the sum of ããᵀ: Σx and the count.
    private static void ObserveBias(ReadOnlyMatrixView<T> inputs, MatrixView<T> sum)
    {
        int last = inputs.Columns;
        Span<T> row = sum.Row(last);
        row.Clear();
        for (int i = 0; i < inputs.Rows; i++) TensorPrimitives.Add(row[..last], inputs.Row(i), row[..last]);
        row[last] = T.CreateTruncating(inputs.Rows);
        for (int k = 0; k < last; k++) sum[k, last] = row[k];
    }

    private static void Absorb(ICommunicator member, Matrix<T>[] sums, Matrix<T> factor, int examples, double keep)
    {
        (int start, int count) = member.Share(factor.Rows * factor.Columns, 16);
        Span<T> target = factor.AsSpan().Slice(start, count);
        T fresh = T.CreateTruncating((1 - keep) / examples);
        if (keep == 0) target.Clear();
        else TensorPrimitives.Multiply(target, T.CreateTruncating(keep), target);
        foreach (Matrix<T> sum in sums) TensorPrimitives.MultiplyAdd(sum.AsSpan().Slice(start, count), fresh, target, target);
    }
}
