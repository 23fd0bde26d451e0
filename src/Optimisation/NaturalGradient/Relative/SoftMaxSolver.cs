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
/// the damping, exactly. Block (i, j) of the rest is X̃ᵀ diag(c_ij) X̃, one product for each pair of classes. The last member preconditions.
/// </summary>
internal sealed class SoftMaxSolver<T> : RelativeSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly int _width;
    private readonly int _rest;
    private readonly Matrix<T> _rows;
    private readonly Matrix<T> _weighted;
    private readonly Matrix<T> _weights;
    private readonly Matrix<T> _matrix;
    private readonly DampedFactor<T> _factor;
    private readonly SoftMaxRoot _root;
    private readonly Matrix<double> _roots;
    private readonly Matrix<double> _covariance;
    private readonly double[] _means;
    private readonly Matrix<T> _solution;
    private readonly T[] _sum;

    public SoftMaxSolver(ParameterBlock block, int references)
    {
        _block = block;
        _width = block.UnitLength;
        _rest = block.Outputs - 1;
        int order = _rest * _width;
        _rows = new Matrix<T>(references, _width);
        _weighted = new Matrix<T>(references, _width);
        _weights = new Matrix<T>(_rest * _rest, references);
        _matrix = new Matrix<T>(order, order);
        _factor = new DampedFactor<T>(order, $"the relative Fisher information of block '{block.Name}'");
        _root = new SoftMaxRoot(block.Outputs);
        _roots = new Matrix<double>(_rest, _rest);
        _covariance = new Matrix<double>(_rest, _rest);
        _means = new double[block.Outputs];
        _solution = new Matrix<T>(block.Outputs, _width);
        _sum = new T[_width];
        RefreshCosts = [((double)order * order * order / 3) + ((double)references * order * order)];
    }

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override void Invert(int piece, int rank, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> zones, int count, double damping)
    {
        for (int r = 0; r < count; r++)
        {
            inputs.Row(r).CopyTo(_rows.Row(r));
            if (_block.HasBias) _rows[r, inputs.Columns] = T.One;
            WriteWeights(zones.Row(r), r);
        }

        ReadOnlyMatrixView<T> rows = _rows.View.RowRange(0, count);
        MatrixView<T> weighted = _weighted.View.RowRange(0, count), matrix = _matrix;
        for (int i = 0; i < _rest; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                ReadOnlySpan<T> weights = _weights.Row((i * _rest) + j);
                for (int r = 0; r < count; r++) TensorPrimitives.Multiply(rows.Row(r), weights[r], weighted.Row(r));
                Products.MultiplyTransposedLeft(rows, weighted, matrix.RowRange(i * _width, _width).ColumnRange(j * _width, _width), T.CreateTruncating(1.0 / count), T.Zero);
            }
        }

        _factor.Refresh(_matrix, damping);
    }

    public override double Precondition(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        if (member.Rank != member.Size - 1) return 0;
        for (int unit = 0; unit <= _rest; unit++) AffineRows.Gather(_block, unit, gradient, _solution.Row(unit));
        SoftMaxRoot.Reflect<T>(_solution.AsSpan(), _sum);
        _factor.Solve(_solution.AsSpan()[..(_rest * _width)]);
        TensorPrimitives.Multiply(_solution.Row(_rest), T.CreateTruncating(1 / _factor.Damping), _solution.Row(_rest));
        SoftMaxRoot.Reflect<T>(_solution.AsSpan(), _sum);
        double product = 0;
        for (int unit = 0; unit <= _rest; unit++) product += AffineRows.Scatter(_block, unit, _solution.Row(unit), gradient, direction);
        return product;
    }

    // c_ij of a reference, the covariance in the coordinates that are left, on and below its diagonal.
    private void WriteWeights(ReadOnlySpan<T> means, int reference)
    {
        TensorPrimitives.ConvertTruncating(means, _means);
        _root.Fill(_means, _roots);
        Products.SymmetricRankUpdate<double>(_roots, _covariance);
        for (int i = 0; i < _rest; i++)
        {
            for (int j = 0; j <= i; j++) _weights[(i * _rest) + j, reference] = T.CreateTruncating(_covariance[i, j]);
        }
    }
}
