using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>The diagonal alone: every parameter as if it were the only one. Everything costs n.</summary>
public sealed class DiagonalFisher : FisherMatrix
{
    private readonly double[] _values;
    private readonly IReadOnlyList<NamedTensor<double>> _arrays;

    /// <summary>A diagonal, which is kept.</summary>
    /// <param name="values">F_ii.</param>
    /// <param name="arrays">The same by tensors, as it is stored.</param>
    public DiagonalFisher(double[] values, IReadOnlyList<NamedTensor<double>> arrays)
    {
        _values = values;
        _arrays = arrays;
    }

    /// <inheritdoc/>
    public override int Dimension => _values.Length;

    /// <inheritdoc/>
    public override Estimate Trace => Estimate.Exact(TensorPrimitives.Sum<double>(_values));

    /// <inheritdoc/>
    public override double FrobeniusNorm => TensorPrimitives.Norm<double>(_values);

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Multiply(_values, x, y);

    /// <inheritdoc/>
    public override void Diagonal(Span<double> diagonal) => _values.CopyTo(diagonal);

    /// <inheritdoc/>
    public override double[] Eigenvalues() => [.. _values.OrderDescending()];

    /// <inheritdoc/>
    public override FisherInverse Invert(double damping)
    {
        RequireRegular(damping, _values, "The diagonal Fisher matrix");
        return new Scaled([.. _values.Select(value => 1 / (value + damping))], damping, Dimension);
    }

    /// <inheritdoc/>
    public override FisherInverse PseudoInvert()
    {
        (int rank, double threshold) = RankOf(_values);
        return new Scaled([.. _values.Select(value => value > threshold ? 1 / value : 0)], 0, rank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() => _arrays;

    private sealed record Scaled(double[] Factors, double Damping, int Rank) : FisherInverse(Damping, Rank)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Multiply(Factors, x, y);
    }
}
