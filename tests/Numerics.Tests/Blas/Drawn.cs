using System.Numerics;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Tests.Blas;

/// <summary>
/// A random matrix whose rows lie further apart than they are long; the gaps hold NaN, which must neither be read nor written.
/// </summary>
internal sealed class Drawn<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _memory;
    private readonly int _rows, _columns, _stride;

    public Drawn(int rows, int columns, int gap, ref RandomSequence random)
    {
        (_rows, _columns, _stride) = (rows, columns, columns + gap);
        _memory = new T[rows * _stride];
        Array.Fill(_memory, T.NaN);
        for (int i = 0; i < rows; i++) random.FillNormal(View.Row(i));
    }

    public MatrixView<T> View => new(_memory, _rows, _columns, _stride);

    /// <summary>The numbers as they are stored, in double.</summary>
    public double[,] ToDouble()
    {
        var result = new double[_rows, _columns];
        for (int i = 0; i < _rows; i++)
            for (int j = 0; j < _columns; j++)
                result[i, j] = double.CreateTruncating(View[i, j]);
        return result;
    }

    public Drawn<T> Set(Func<int, int, double> value)
    {
        for (int i = 0; i < _rows; i++)
            for (int j = 0; j < _columns; j++)
                View[i, j] = T.CreateTruncating(value(i, j));
        return this;
    }

    public void AssertGapsUntouched()
    {
        for (int i = 0; i < _rows; i++)
            for (int j = _columns; j < _stride; j++)
                Assert.True(T.IsNaN(_memory[(i * _stride) + j]), $"The gap after row {i} was written.");
    }
}
