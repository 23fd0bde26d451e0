using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>
/// One block of parameters over a batch: what its parameters saw and what came back, in the forms that curvature is made of. All
/// that accumulators know of a block's rows is here; buffers are the caller's, made once for the batch's capacity.
/// </summary>
public readonly ref struct BlockView<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _capacity;

    /// <summary>A block in a workspace after a backward pass.</summary>
    public BlockView(ParameterBlock block, Workspace<T> workspace)
        : this(block, workspace.BlockInputs(block), workspace.BlockCotangents(block), workspace.Capacity)
    {
    }

    /// <summary>A block whose rows are at hand.</summary>
    /// <param name="block">The block.</param>
    /// <param name="inputs">Examples × inputs.</param>
    /// <param name="cotangents">(Cotangents · examples) × outputs, row k·examples + i being the k-th of example i.</param>
    /// <param name="capacity">The most examples there will be.</param>
    public BlockView(ParameterBlock block, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, int capacity)
    {
        Block = block;
        Inputs = inputs;
        Cotangents = cotangents;
        _capacity = Math.Max(capacity, inputs.Rows);
    }

    /// <summary>The block.</summary>
    public ParameterBlock Block { get; }

    /// <summary>What the parameters saw, examples × inputs, without the 1 of the bias.</summary>
    public ReadOnlyMatrixView<T> Inputs { get; }

    /// <summary>What came back, (cotangents · examples) × outputs.</summary>
    public ReadOnlyMatrixView<T> Cotangents { get; }

    /// <summary>Examples.</summary>
    public int Examples => Inputs.Rows;

    private int Order => Block.UnitLength;

    /// <summary>ã of every example: the inputs and, where there is a bias, a 1.</summary>
    public MatrixView<T> Extended(ref T[] buffer)
    {
        MatrixView<T> extended = Room(ref buffer, Order);
        for (int i = 0; i < Examples; i++)
        {
            extended.Row(i)[^1] = T.One;
            Inputs.Row(i).CopyTo(extended.Row(i));
        }

        return extended;
    }

    /// <summary>ã².</summary>
    public MatrixView<T> SquaredInputs(ref T[] buffer)
    {
        MatrixView<T> squares = Room(ref buffer, Order);
        for (int i = 0; i < Examples; i++)
        {
            squares.Row(i)[^1] = T.One;
            TensorPrimitives.Multiply(Inputs.Row(i), Inputs.Row(i), squares.Row(i)[..Inputs.Columns]);
        }

        return squares;
    }

    /// <summary>Σ_k δ_k² over the cotangents of each example.</summary>
    public MatrixView<T> SquaredCotangents(ref T[] buffer) => SumSquares(Cotangents, ref buffer);

    /// <summary>(U_A ã)² for a basis whose vectors are the rows of U_A.</summary>
    public MatrixView<T> SquaredInputs(ReadOnlyMatrixView<T> basis, ref T[] buffer)
    {
        int width = Inputs.Columns;
        MatrixView<T> projected = Room(ref buffer, Order);
        Products.MultiplyTransposedRight(Inputs, basis.ColumnRange(0, width), projected);
        // The bias sees 1, so it adds the last entry of every vector.
        if (Block.HasBias)
        {
            T[] last = ArrayPool<T>.Shared.Rent(Order);
            for (int k = 0; k < Order; k++) last[k] = basis[k, width];
            for (int i = 0; i < Examples; i++) TensorPrimitives.Add(projected.Row(i), last.AsSpan(0, Order), projected.Row(i));
            ArrayPool<T>.Shared.Return(last);
        }

        TensorPrimitives.Multiply<T>(projected.AsSpan(), projected.AsSpan(), projected.AsSpan());
        return projected;
    }

    /// <summary>Σ_k (U_B δ_k)².</summary>
    public MatrixView<T> SquaredCotangents(ReadOnlyMatrixView<T> basis, ref T[] projected, ref T[] buffer)
    {
        int count = Cotangents.Rows * Cotangents.Columns;
        if (projected.Length < count) projected = new T[Math.Max(count, _capacity * Cotangents.Columns * (Cotangents.Rows / Math.Max(1, Examples)))];
        MatrixView<T> own = new(projected.AsSpan(0, count), Cotangents.Rows, Cotangents.Columns);
        Products.MultiplyTransposedRight(Cotangents, basis, own);
        return SumSquares(own, ref buffer);
    }

    /// <summary>Gradients of the block's parameters for some rows of cotangents, into its part of rows that begin with the parameter <paramref name="start"/>.</summary>
    public void Gradients(int firstRow, int start, MatrixView<T> gradients)
    {
        for (int row = 0; row < gradients.Rows; row++)
        {
            ReadOnlySpan<T> input = Inputs.Row((firstRow + row) % Examples), cotangent = Cotangents.Row(firstRow + row);
            Span<T> first = gradients.Row(row).Slice(Block.First.Offset - start, Block.First.Length);
            if (Block.Kind == BlockKind.ScaleAndShift) TensorPrimitives.Multiply(cotangent, input, first);
            else for (int j = 0; j < cotangent.Length; j++) TensorPrimitives.Multiply(input, cotangent[j], first.Slice(j * input.Length, input.Length));
            if (Block.Second is { } second) cotangent.CopyTo(gradients.Row(row).Slice(second.Offset - start, second.Length));
        }
    }

    private MatrixView<T> SumSquares(ReadOnlyMatrixView<T> cotangents, ref T[] buffer)
    {
        MatrixView<T> sums = Room(ref buffer, cotangents.Columns);
        for (int row = 0; row < cotangents.Rows; row++)
        {
            ReadOnlySpan<T> cotangent = cotangents.Row(row);
            Span<T> sum = sums.Row(row % Examples);
            if (row < Examples) TensorPrimitives.Multiply(cotangent, cotangent, sum);
            else TensorPrimitives.MultiplyAdd(cotangent, cotangent, sum, sum);
        }

        return sums;
    }

    private MatrixView<T> Room(ref T[] buffer, int columns)
    {
        if (buffer.Length < _capacity * columns) buffer = new T[checked(_capacity * columns)];
        return new MatrixView<T>(buffer.AsSpan(0, Examples * columns), Examples, columns);
    }
}
