using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// A layer's columns of the root R, F = RᵀR: row (k, i) is δ_ki ãᵢᵀ/√n for cotangent k of example i, never formed. Inner products of
/// rows are (δ·δ')(ã·ã').
/// </summary>
internal sealed class GramLayer
{
    private readonly double _scale;
    private readonly double[] _values;
    private readonly double[] _sums;

    /// <summary>A layer at n examples.</summary>
    /// <param name="block">The layer.</param>
    /// <param name="inputs">What its parameters see, n × inputs, the bias's 1 left out.</param>
    /// <param name="cotangents">What comes back, (m·n) × outputs, row k·n + i.</param>
    public GramLayer(ParameterBlock block, Matrix<double> inputs, Matrix<double> cotangents)
    {
        Block = block;
        Inputs = inputs;
        Cotangents = cotangents;
        _scale = 1 / Math.Sqrt(inputs.Rows);
        _values = new double[inputs.Rows * block.Outputs];
        _sums = new double[inputs.Rows * block.Outputs];
    }

    public ParameterBlock Block { get; }

    public Matrix<double> Inputs { get; }

    public Matrix<double> Cotangents { get; }

    /// <summary>Adds R x to a value for each row.</summary>
    public void AddRows(ReadOnlySpan<double> x, Span<double> rows)
    {
        int examples = Inputs.Rows, outputs = Block.Outputs;
        MatrixView<double> values = new(_values, examples, outputs);
        Project(x, values);
        for (int row = 0; row < rows.Length; row++) rows[row] += _scale * TensorPrimitives.Dot<double>(Cotangents.Row(row), values.Row(row % examples));
    }

    /// <summary>Writes Rᵀ c into the layer's parameters.</summary>
    public void Transpose(ReadOnlySpan<double> c, Span<double> y)
    {
        int examples = Inputs.Rows, outputs = Block.Outputs;
        MatrixView<double> sums = new(_sums, examples, outputs);
        sums.AsSpan().Clear();
        for (int row = 0; row < c.Length; row++) TensorPrimitives.MultiplyAdd(Cotangents.Row(row), _scale * c[row], sums.Row(row % examples), sums.Row(row % examples));
        if (Block.Kind == BlockKind.Affine)
        {
            Products.MultiplyTransposedLeft<double>(sums, Inputs, new MatrixView<double>(Block.First.In(y), outputs, Block.Inputs));
            if (Block.Second is { } bias) SumRows(sums, bias.In(y));
            return;
        }

        SumRows(sums, Block.Second!.In(y));
        TensorPrimitives.Multiply<double>(sums.AsSpan(), Inputs.AsSpan(), sums.AsSpan());
        SumRows(sums, Block.First.In(y));
    }

    /// <summary>Adds the layer's share of R Rᵀ.</summary>
    public void AddGram(Matrix<double> gram)
    {
        int rows = Cotangents.Rows, examples = Inputs.Rows;
        double square = _scale * _scale;
        Matrix<double> products = new(rows, rows), inputs = new(examples, examples);
        if (Block.Kind == BlockKind.Affine)
        {
            Products.MultiplyTransposedRight<double>(Cotangents, Cotangents, products);
            Products.MultiplyTransposedRight<double>(Inputs, Inputs, inputs);
            double one = Block.HasBias ? 1 : 0;
            for (int p = 0; p < rows; p++)
            {
                for (int q = 0; q < rows; q++) gram[p, q] += square * products[p, q] * (inputs[p % examples, q % examples] + one);
            }

            return;
        }

        // γ sees δ ∘ x̂ and β sees δ.
        Matrix<double> scaled = new(rows, Block.Outputs);
        for (int row = 0; row < rows; row++) TensorPrimitives.Multiply<double>(Cotangents.Row(row), Inputs.Row(row % examples), scaled.Row(row));
        Products.MultiplyTransposedRight<double>(Cotangents, Cotangents, gram, square, 1);
        Products.MultiplyTransposedRight<double>(scaled, scaled, gram, square, 1);
    }

    /// <summary>Writes the layer's F_ii.</summary>
    public void Diagonal(Span<double> diagonal)
    {
        int examples = Inputs.Rows, outputs = Block.Outputs;
        Matrix<double> squares = new(examples, outputs), inputSquares = new(examples, Inputs.Columns);
        for (int row = 0; row < Cotangents.Rows; row++) TensorPrimitives.MultiplyAdd<double>(Cotangents.Row(row), Cotangents.Row(row), squares.Row(row % examples), squares.Row(row % examples));
        TensorPrimitives.Multiply<double>(Inputs.AsSpan(), Inputs.AsSpan(), inputSquares.AsSpan());
        double scale = _scale * _scale;
        if (Block.Kind == BlockKind.Affine)
        {
            Products.MultiplyTransposedLeft(squares, inputSquares, new MatrixView<double>(Block.First.In(diagonal), outputs, Block.Inputs), scale, 0);
            if (Block.Second is { } bias) SumRows(squares, bias.In(diagonal), scale);
            return;
        }

        SumRows(squares, Block.Second!.In(diagonal), scale);
        TensorPrimitives.Multiply<double>(squares.AsSpan(), inputSquares.AsSpan(), squares.AsSpan());
        SumRows(squares, Block.First.In(diagonal), scale);
    }

    // What each example's unit makes of a direction in the parameters: ã X ᵀ, or x̂ ∘ γ' + β'.
    private void Project(ReadOnlySpan<double> x, MatrixView<double> values)
    {
        ReadOnlySpan<double> first = Block.First.In(x), second = Block.Second is { } slot ? slot.In(x) : default;
        if (Block.Kind == BlockKind.Affine)
        {
            Products.MultiplyTransposedRight(Inputs, new ReadOnlyMatrixView<double>(first, Block.Outputs, Block.Inputs), values);
            if (second.IsEmpty) return;
            for (int i = 0; i < values.Rows; i++) TensorPrimitives.Add(values.Row(i), second, values.Row(i));
            return;
        }

        for (int i = 0; i < values.Rows; i++) TensorPrimitives.MultiplyAdd(Inputs.Row(i), first, second, values.Row(i));
    }

    private static void SumRows(ReadOnlyMatrixView<double> matrix, Span<double> sum, double scale = 1)
    {
        sum.Clear();
        for (int i = 0; i < matrix.Rows; i++) TensorPrimitives.Add(sum, matrix.Row(i), sum);
        if (scale != 1) TensorPrimitives.Multiply(sum, scale, sum);
    }
}
