using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.Exact;

/// <summary>All parameters as one block with their whole Fisher matrix, a running mean of Σ ggᵀ over per-example gradients. Members do rows.</summary>
internal sealed class DenseBlock<T> : CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RunningMean<T> _fisher;
    private readonly DampedInverse<T> _inverse;
    private readonly SpectralInverse<T>? _spectral;
    private readonly bool _drops;
    private readonly int _order;

    /// <summary>The block of a whole network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="members">The size of the team.</param>
    /// <param name="drops">Whether directions without information are dropped.</param>
    /// <param name="spectral">Whether there may be no damping, so that eigenvalues are wanted.</param>
    public DenseBlock(Network network, int members, bool drops, bool spectral)
    {
        _drops = drops;
        _order = network.Parameters.Length;
        _fisher = new RunningMean<T>(members, () => new GradientProducts<T>(network.Blocks, 0, network.Parameters.Length));
        _inverse = new DampedInverse<T>(_order, "the Fisher matrix");
        _spectral = spectral ? new SpectralInverse<T>(_order) : null;
        RefreshCosts = [Math.Pow(_order, 3)];
    }

    /// <summary>The eigenvalues kept at the last refresh: all, unless some are dropped.</summary>
    public int Rank => _spectral is { } spectral && _drops ? spectral.Rank : _order;

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override IEnumerable<OptimiserState<T>> State => [new("fisher", _fisher.Value.AsMemory()), new("inverse", _inverse.Inverse.AsMemory())];

    public override void Observe(TrainingStep<T> step) => _fisher.Observe(step.Team, step.Workspace);

    public override void Absorb(ICommunicator member, int examples, double keep) => _fisher.Absorb(member, examples, keep);

    public override void Refresh(int piece, double damping)
    {
        if (_spectral is not null && (_drops || damping == 0)) _spectral.Refresh(_fisher.Value, damping, _drops, _inverse.Inverse);
        else _inverse.Refresh(_fisher.Value, damping);
    }

    public override double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        (int start, int count) = member.Share(_order, 16);
        Span<T> v = direction.Slice(start, count);
        Products.Multiply(_inverse.Inverse.View.RowRange(start, count), new ReadOnlyMatrixView<T>(gradient, _order, 1), new MatrixView<T>(v, count, 1));
        return double.CreateTruncating(TensorPrimitives.Dot(v, gradient.Slice(start, count)));
    }
}
