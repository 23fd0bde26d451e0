using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.Exact;

/// <summary>All parameters as one block with their whole Fisher matrix, a running mean of Σ ggᵀ over per-example gradients. Members do rows.</summary>
internal sealed class DenseBlock<T> : CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 256;

    private readonly Network _network;
    private readonly Matrix<T>[] _rows;
    private readonly Matrix<T>[] _sums;
    private readonly Matrix<T> _fisher;
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
        _network = network;
        _drops = drops;
        _order = network.Parameters.Length;
        _rows = [.. Enumerable.Range(0, members).Select(_ => new Matrix<T>(Chunk, _order))];
        _sums = [.. Enumerable.Range(0, members).Select(_ => new Matrix<T>(_order, _order))];
        _fisher = new Matrix<T>(_order, _order);
        _inverse = new DampedInverse<T>(_order, "the Fisher matrix");
        _spectral = spectral ? new SpectralInverse<T>(_order) : null;
        RefreshCosts = [Math.Pow(_order, 3)];
    }

    /// <summary>The eigenvalues kept at the last refresh: all, unless some are dropped.</summary>
    public int Rank => _spectral is { } spectral && _drops ? spectral.Rank : _order;

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override IEnumerable<OptimiserState<T>> State => [new("fisher", _fisher.AsMemory()), new("inverse", _inverse.Inverse.AsMemory())];

    public override void Observe(TrainingStep<T> step)
    {
        int examples = step.Workspace.Examples, count = step.Workspace.Cotangents * examples;
        Matrix<T> rows = _rows[step.Team.Rank], sum = _sums[step.Team.Rank];
        if (count == 0) sum.AsSpan().Clear();
        for (int first = 0; first < count; first += Chunk)
        {
            int size = Math.Min(Chunk, count - first);
            foreach (ParameterBlock block in _network.Blocks)
            {
                ReadOnlyMatrixView<T> inputs = step.Workspace.BlockInputs(block), cotangents = step.Workspace.BlockCotangents(block);
                for (int i = 0; i < size; i++) Gradient(block, inputs.Row((first + i) % examples), cotangents.Row(first + i), rows.Row(i));
            }

            Products.SymmetricRankUpdate(rows.View.RowRange(0, size), sum, T.One, first == 0 ? T.Zero : T.One);
        }
    }

    public override void Absorb(ICommunicator member, int examples, double keep) => RunningMean.Absorb(member, _sums, _fisher, examples, keep);

    public override void Refresh(int piece, double damping)
    {
        if (_spectral is not null && (_drops || damping == 0)) _spectral.Refresh(_fisher, damping, _drops, _inverse.Inverse);
        else _inverse.Refresh(_fisher, damping);
    }

    public override double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        (int start, int count) = member.Share(_order, 16);
        Span<T> v = direction.Slice(start, count);
        Products.Multiply(_inverse.Inverse.View.RowRange(start, count), new ReadOnlyMatrixView<T>(gradient, _order, 1), new MatrixView<T>(v, count, 1));
        return double.CreateTruncating(TensorPrimitives.Dot(v, gradient.Slice(start, count)));
    }

    private static void Gradient(ParameterBlock block, ReadOnlySpan<T> input, ReadOnlySpan<T> cotangent, Span<T> row)
    {
        Span<T> first = block.First.In(row);
        if (block.Kind == BlockKind.Affine)
        {
            for (int j = 0; j < cotangent.Length; j++) TensorPrimitives.Multiply(input, cotangent[j], first.Slice(j * input.Length, input.Length));
        }
        else
        {
            TensorPrimitives.Multiply(input, cotangent, first);
        }

        if (block.Second is { } second) cotangent.CopyTo(second.In(row));
    }
}
