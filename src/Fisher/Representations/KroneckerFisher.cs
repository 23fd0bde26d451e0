using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// The block of an affine layer as B ⊗ A, inputs and cotangents as if independent. Exact for one example, a deep linear network
/// with squared error and the last layer with squared error. Damping is exact, in the factors' eigenbasis. Source: [MartensGrosse15], §3.
/// </summary>
public sealed class KroneckerFisher : FisherMatrix
{
    private readonly KroneckerFactored<double> _factors;
    private readonly string _name;
    private readonly Lazy<KroneckerBasis> _basis;

    /// <summary>A block.</summary>
    /// <param name="factors">B and A, kept.</param>
    /// <param name="name">The layer's weight, for messages and files.</param>
    public KroneckerFisher(KroneckerFactored<double> factors, string name)
    {
        _factors = factors;
        _name = name;
        _basis = new Lazy<KroneckerBasis>(() => new KroneckerBasis(factors.InputFactor, factors.OutputFactor));
    }

    /// <summary>B and A.</summary>
    public KroneckerFactored<double> Factors => _factors;

    /// <inheritdoc/>
    public override int Dimension => _factors.Dimension;

    /// <inheritdoc/>
    public override Estimate Trace => Estimate.Exact(_factors.Trace);

    /// <inheritdoc/>
    public override double FrobeniusNorm => _factors.FrobeniusNorm;

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y) => _factors.Multiply(x, y);

    /// <inheritdoc/>
    public override void Diagonal(Span<double> diagonal) => _factors.Diagonal(diagonal);

    /// <inheritdoc/>
    public override double[] Eigenvalues() => [.. _basis.Value.Eigenvalues().OrderDescending()];

    /// <inheritdoc/>
    public override FisherInverse Invert(double damping)
    {
        double[] eigenvalues = _basis.Value.Eigenvalues();
        RequireRegular(damping, eigenvalues, _name);
        return new InBasis(_basis.Value, [.. eigenvalues.Select(value => 1 / (value + damping))], damping, Dimension);
    }

    /// <inheritdoc/>
    public override FisherInverse PseudoInvert()
    {
        double[] eigenvalues = _basis.Value.Eigenvalues();
        (int rank, double threshold) = RankOf(eigenvalues);
        return new InBasis(_basis.Value, [.. eigenvalues.Select(value => value > threshold ? 1 / value : 0)], 0, rank);
    }

    /// <inheritdoc/>
    public override Matrix<double> ToDense() => _factors.ToDense();

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() =>
    [
        new($"{_name}/{FisherArrays.InputFactor}", new Shape(_factors.InputFactor.Rows, _factors.InputFactor.Rows), _factors.InputFactor.AsMemory()),
        new($"{_name}/{FisherArrays.OutputFactor}", new Shape(_factors.OutputFactor.Rows, _factors.OutputFactor.Rows), _factors.OutputFactor.AsMemory()),
    ];

    internal sealed record InBasis(KroneckerBasis Basis, double[] Factors, double Damping, int Rank) : FisherInverse(Damping, Rank)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y) => Basis.Apply(Factors, x, y);
    }
}
