using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>
/// Units of an affine layer through R references by Woodbury's identity. With X the references' inputs x̃, K = XXᵀ/R and N = diag ν:
/// (XᵀNX/R + εI)⁻¹ = (I − Xᵀ M X)/ε, M = N^½ (N^½KN^½ + εI)⁻¹ N^½/R. One product with X, an R×R one a unit, one product back.
/// </summary>
internal sealed class WindowSolver<T> : RelativeSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly int _references;
    private readonly Matrix<T> _products;
    private readonly Matrix<T>[] _maps;
    private readonly T[] _scales;
    private readonly DampedInverse<T>[] _inverses;
    private readonly Matrix<T>[] _scratch;
    private readonly T[][] _roots;
    private readonly Matrix<T> _projected;
    private readonly Matrix<T> _mapped;

    public WindowSolver(ParameterBlock block, int references, int members)
    {
        _block = block;
        _references = references;
        _products = new Matrix<T>(references, references);
        _maps = [.. Enumerable.Range(0, block.Outputs).Select(_ => new Matrix<T>(references, references))];
        _scales = new T[block.Outputs];
        _inverses = [.. Enumerable.Range(0, members).Select(_ => new DampedInverse<T>(references, $"the relative Fisher information of block '{block.Name}'"))];
        _scratch = [.. Enumerable.Range(0, members).Select(_ => new Matrix<T>(references, references))];
        _roots = [.. Enumerable.Range(0, members).Select(_ => new T[references])];
        _projected = new Matrix<T>(block.Outputs, references);
        _mapped = new Matrix<T>(block.Outputs, references);
        RefreshCosts = [.. Enumerable.Repeat(DampedInverse<T>.Cost(references), block.Outputs)];
    }

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override void Prepare(ICommunicator member, ReadOnlyMatrixView<T> inputs, int count)
    {
        (int start, int rows) = member.Share(_references);
        MatrixView<T> share = _products.View.RowRange(start, rows);
        T scale = T.CreateTruncating(1.0 / count);
        Products.MultiplyTransposedRight(inputs.RowRange(start, rows), inputs, share, scale, T.Zero);
        if (_block.HasBias) TensorPrimitives.Add(share.AsSpan(), scale, share.AsSpan());
    }

    public override void Invert(int piece, int rank, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> zones, int count, double damping)
    {
        Matrix<T> matrix = _scratch[rank];
        DampedInverse<T> inverse = _inverses[rank];
        Span<T> roots = _roots[rank];
        for (int r = 0; r < _references; r++) roots[r] = T.Sqrt(zones[r, piece]);
        Sandwich(_products, roots, T.One, matrix);
        inverse.Refresh(matrix, damping);
        // With −1/ε of its own, so that a unit whose damping had to be raised is still exact.
        Sandwich(inverse.Inverse, roots, T.CreateTruncating(-1 / (count * inverse.Damping)), _maps[piece]);
        _scales[piece] = T.CreateTruncating(1 / inverse.Damping);
    }

    public override double Precondition(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        (int start, int units) = member.Share(_block.Outputs);
        if (units == 0) return 0;
        int width = _block.Inputs;
        ReadOnlyMatrixView<T> g = new(_block.First.In(gradient).Slice(start * width, units * width), units, width);
        MatrixView<T> v = new(_block.First.In(direction).Slice(start * width, units * width), units, width);
        MatrixView<T> projected = _projected.View.RowRange(start, units), mapped = _mapped.View.RowRange(start, units);
        ReadOnlySpan<T> biasGradient = _block.Second is { } slot ? slot.In(gradient).Slice(start, units) : default;
        Span<T> biasDirection = _block.Second is { } bias ? bias.In(direction).Slice(start, units) : default;

        Products.MultiplyTransposedRight(g, inputs, projected);
        for (int i = 0; i < units; i++)
        {
            T scale = _scales[start + i];
            Span<T> row = projected.Row(i), own = mapped.Row(i);
            if (!biasGradient.IsEmpty) TensorPrimitives.Add(row, biasGradient[i], row);
            Products.Multiply(_maps[start + i].View, new ReadOnlyMatrixView<T>(row, _references, 1), new MatrixView<T>(own, _references, 1));
            TensorPrimitives.Multiply(g.Row(i), scale, v.Row(i));
            if (!biasGradient.IsEmpty) biasDirection[i] = (scale * biasGradient[i]) + TensorPrimitives.Sum<T>(own);
        }

        Products.Multiply(mapped, inputs, v, T.One, T.One);
        double product = 0;
        for (int i = 0; i < units; i++) product += double.CreateTruncating(TensorPrimitives.Dot<T>(v.Row(i), g.Row(i)));
        for (int i = 0; i < biasGradient.Length; i++) product += double.CreateTruncating(biasDirection[i] * biasGradient[i]);
        return product;
    }

    // scale · D A D with D = diag d.
    private static void Sandwich(Matrix<T> matrix, ReadOnlySpan<T> d, T scale, Matrix<T> result)
    {
        for (int r = 0; r < d.Length; r++)
        {
            Span<T> row = result.Row(r);
            TensorPrimitives.Multiply(matrix.Row(r), scale * d[r], row);
            TensorPrimitives.Multiply(row, d, row);
        }
    }
}
