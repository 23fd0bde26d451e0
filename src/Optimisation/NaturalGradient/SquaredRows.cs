using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// Squares of what an affine block sees and of what comes back to it, the latter summed over an example's cotangents: the two
/// factors of E[(δ_j ã_k)²]. One member's memory, taken at its first batch.
/// </summary>
internal sealed class SquaredRows<T>(int order, int outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _inputs = [];
    private T[] _cotangents = [];
    private T[] _projected = [];
    private T[] _last = [];
    private int _rows;

    /// <summary>Examples × order.</summary>
    public MatrixView<T> Inputs => new(_inputs, _rows, order);

    /// <summary>Examples × outputs.</summary>
    public MatrixView<T> Cotangents => new(_cotangents, _rows, outputs);

    /// <summary>Room for a number of examples, of at most <paramref name="capacity"/>.</summary>
    public void Resize(int rows, int capacity)
    {
        _rows = rows;
        if (_inputs.Length >= capacity * order) return;
        _inputs = new T[capacity * order];
        _cotangents = new T[capacity * outputs];
    }

    /// <summary>Σ_k δ_k² for the stacked cotangents δ of each example.</summary>
    public void SetCotangents(ReadOnlyMatrixView<T> cotangents)
    {
        for (int row = 0; row < cotangents.Rows; row++)
        {
            ReadOnlySpan<T> cotangent = cotangents.Row(row);
            Span<T> sum = Cotangents.Row(row % _rows);
            if (row < _rows) TensorPrimitives.Multiply(cotangent, cotangent, sum);
            else TensorPrimitives.MultiplyAdd(cotangent, cotangent, sum, sum);
        }
    }

    /// <summary>ã², the bias's 1 last where there is one.</summary>
    public void SetInputs(ReadOnlyMatrixView<T> inputs)
    {
        for (int i = 0; i < inputs.Rows; i++)
        {
            ReadOnlySpan<T> input = inputs.Row(i);
            TensorPrimitives.Multiply(input, input, Inputs.Row(i)[..inputs.Columns]);
            if (order > inputs.Columns) Inputs.Row(i)[inputs.Columns] = T.One;
        }
    }

    /// <summary>(U_A ã)² for a basis whose vectors are the rows of U_A.</summary>
    public void SetProjectedInputs(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> basis)
    {
        int width = inputs.Columns;
        Products.MultiplyTransposedRight(inputs, basis.ColumnRange(0, width), Inputs);
        if (order > width)
        {
            // The bias sees 1, so it adds the last entry of every vector.
            Span<T> last = _last.Length == 0 ? _last = new T[order] : _last;
            for (int k = 0; k < order; k++) last[k] = basis[k, width];
            for (int i = 0; i < inputs.Rows; i++) TensorPrimitives.Add(Inputs.Row(i), last, Inputs.Row(i));
        }

        TensorPrimitives.Multiply<T>(Inputs.AsSpan(), Inputs.AsSpan(), Inputs.AsSpan());
    }

    /// <summary>Σ_k (U_B δ_k)².</summary>
    public void SetProjectedCotangents(ReadOnlyMatrixView<T> cotangents, ReadOnlyMatrixView<T> basis)
    {
        if (_projected.Length < cotangents.Rows * outputs) _projected = new T[_inputs.Length / order * outputs * (cotangents.Rows / Math.Max(1, _rows))];
        MatrixView<T> projected = new(_projected, cotangents.Rows, outputs);
        Products.MultiplyTransposedRight(cotangents, basis, projected);
        SetCotangents(projected);
    }
}
