using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>
/// A soft-max layer, the mean of (diag η − ηηᵀ) ⊗ x̃x̃ᵀ, in the coordinates where its null directions are split off: those are divided by
/// the damping, exactly. The last member does it.
/// </summary>
internal sealed class SoftMaxSolver<T> : RelativeSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly int _width;
    private readonly int _rest;
    private readonly Matrix<T> _rows;
    private readonly Matrix<T> _matrix;
    private readonly DampedInverse<T> _inverse;
    private readonly SoftMaxRoot _root;
    private readonly Matrix<double> _roots;
    private readonly double[] _means;
    private readonly Matrix<T> _gradient;
    private readonly Matrix<T> _direction;
    private readonly T[] _sum;

    public SoftMaxSolver(ParameterBlock block, int references)
    {
        _block = block;
        _width = AffineRows.Order(block);
        _rest = block.Outputs - 1;
        _rows = new Matrix<T>(Math.Min(references, 128) * _rest, _rest * _width);
        _matrix = new Matrix<T>(_rest * _width, _rest * _width);
        _inverse = new DampedInverse<T>(_rest * _width, $"the relative Fisher information of block '{block.Name}'");
        _root = new SoftMaxRoot(block.Outputs);
        _roots = new Matrix<double>(_rest, _rest);
        _means = new double[block.Outputs];
        _gradient = new Matrix<T>(block.Outputs, _width);
        _direction = new Matrix<T>(block.Outputs, _width);
        _sum = new T[_width];
    }

    public override void Invert(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> zones, int count, double damping)
    {
        if (member.Rank != member.Size - 1) return;
        int chunk = _rows.Rows / _rest;
        for (int first = 0; first < count; first += chunk)
        {
            int size = Math.Min(chunk, count - first);
            for (int r = 0; r < size; r++)
            {
                TensorPrimitives.ConvertTruncating(zones.Row(first + r), _means);
                _root.Fill(_means, _roots);
                for (int k = 0; k < _rest; k++) WriteRow(inputs.Row(first + r), _roots.Row(k), _rows.Row((r * _rest) + k));
            }

            Products.SymmetricRankUpdate(_rows.View.RowRange(0, size * _rest), _matrix, T.CreateTruncating(1.0 / count), first == 0 ? T.Zero : T.One);
        }

        _inverse.Refresh(_matrix, damping);
    }

    public override double Precondition(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        if (member.Rank != member.Size - 1) return 0;
        for (int unit = 0; unit <= _rest; unit++) AffineRows.Gather(_block, unit, gradient, _gradient.Row(unit));
        SoftMaxRoot.Reflect<T>(_gradient.AsSpan(), _sum);
        int order = _rest * _width;
        Products.Multiply<T>(_inverse.Inverse, new ReadOnlyMatrixView<T>(_gradient.AsSpan()[..order], order, 1), new MatrixView<T>(_direction.AsSpan()[..order], order, 1));
        TensorPrimitives.Multiply(_gradient.Row(_rest), T.CreateTruncating(1 / _inverse.Damping), _direction.Row(_rest));
        SoftMaxRoot.Reflect<T>(_direction.AsSpan(), _sum);
        double product = 0;
        for (int unit = 0; unit <= _rest; unit++) product += AffineRows.Scatter(_block, unit, _direction.Row(unit), gradient, direction);
        return product;
    }

    private void WriteRow(ReadOnlySpan<T> input, ReadOnlySpan<double> root, Span<T> row)
    {
        for (int i = 0; i < _rest; i++)
        {
            T factor = T.CreateTruncating(root[i]);
            Span<T> own = row.Slice(i * _width, _width);
            TensorPrimitives.Multiply(input, factor, own[..input.Length]);
            if (_width > input.Length) own[input.Length] = factor;
        }
    }
}
