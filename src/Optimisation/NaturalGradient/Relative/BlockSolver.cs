using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>Units of an affine layer by their full matrices, the mean of ν_f x̃x̃ᵀ. Memory: m·n² numbers; a refresh costs m·n²(R + n), a step 2·m·n².</summary>
internal sealed class BlockSolver<T> : RelativeSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly int _order;
    private readonly DampedInverse<T>[] _inverses;
    private readonly Matrix<T>[] _matrices;
    private readonly Matrix<T>[] _weighted;
    private readonly Matrix<T> _gradient;
    private readonly Matrix<T> _direction;

    public BlockSolver(ParameterBlock block, int references, int members)
    {
        _block = block;
        _order = AffineRows.Order(block);
        _inverses = [.. Enumerable.Range(0, block.Outputs).Select(unit => new DampedInverse<T>(_order, $"the relative Fisher information of unit {unit} of block '{block.Name}'"))];
        _matrices = [.. Enumerable.Range(0, members).Select(_ => new Matrix<T>(_order, _order))];
        _weighted = [.. Enumerable.Range(0, members).Select(_ => new Matrix<T>(references, _order))];
        _gradient = new Matrix<T>(block.Outputs, _order);
        _direction = new Matrix<T>(block.Outputs, _order);
    }

    public override void Invert(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> zones, int count, double damping)
    {
        (int start, int units) = member.Share(_block.Outputs);
        MatrixView<T> weighted = _weighted[member.Rank].View.RowRange(0, count), matrix = _matrices[member.Rank];
        for (int unit = start; unit < start + units; unit++)
        {
            for (int r = 0; r < count; r++)
            {
                T root = T.Sqrt(zones[r, unit]);
                TensorPrimitives.Multiply(inputs.Row(r), root, weighted.Row(r)[..inputs.Columns]);
                if (_block.HasBias) weighted[r, inputs.Columns] = root;
            }

            Products.SymmetricRankUpdate(weighted, matrix, T.CreateTruncating(1.0 / count), T.Zero);
            _inverses[unit].Refresh(matrix, damping);
        }
    }

    public override double Precondition(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        (int start, int units) = member.Share(_block.Outputs);
        double product = 0;
        for (int unit = start; unit < start + units; unit++)
        {
            Span<T> row = _gradient.Row(unit);
            AffineRows.Gather(_block, unit, gradient, row);
            Products.Multiply<T>(_inverses[unit].Inverse, new ReadOnlyMatrixView<T>(row, _order, 1), new MatrixView<T>(_direction.Row(unit), _order, 1));
            product += AffineRows.Scatter(_block, unit, _direction.Row(unit), gradient, direction);
        }

        return product;
    }
}
