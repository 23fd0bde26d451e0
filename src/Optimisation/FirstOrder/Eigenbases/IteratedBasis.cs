using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.FirstOrder.Eigenbases;

/// <summary>
/// An approximate eigenbasis of a factor P that changes, followed by orthogonal iteration: U becomes the orthonormal rows of U (P + σI),
/// after its rows have been put in the order of their Rayleigh quotients, the largest first. Source: [Vyas24], algorithm 4.
/// Cost of one: some 7n³; it allocates nothing.
/// </summary>
/// <remarks>σ, a ten-thousandth of the mean eigenvalue, leaves the eigenvectors and keeps rows that P does not reach where they were.</remarks>
internal sealed class IteratedBasis<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Shift = 1e-4;

    // Quotients are compared on a grid of quarters of octaves, so that rounding seldom decides the order of rows that are nearly alike.
    private const double StepsPerOctave = 4;

    private readonly int _order;
    private readonly Matrix<T> _product;
    private readonly Matrix<T> _sorted;
    private readonly RowOrthonormalisation<T> _orthonormalisation;
    private readonly long[] _keys;

    public IteratedBasis(int order)
    {
        _order = order;
        _product = new Matrix<T>(order, order);
        _sorted = new Matrix<T>(order, order);
        _orthonormalisation = new RowOrthonormalisation<T>(order);
        _keys = new long[order];
        Vectors = new Matrix<T>(order, order);
        Turn = new Matrix<T>(order, order);
        Origins = new int[order];
        for (int i = 0; i < order; i++) Vectors[i, i] = T.One;
    }

    /// <summary>U, approximate eigenvectors as rows; the identity at birth.</summary>
    public Matrix<T> Vectors { get; }

    /// <summary>U'Uᵀ, from the basis before the last refresh to the one after.</summary>
    public Matrix<T> Turn { get; }

    /// <summary>Where each row stood before the last refresh.</summary>
    public int[] Origins { get; }

    /// <summary>Iterates once.</summary>
    public void Iterate(ReadOnlyMatrixView<T> factor)
    {
        Next(factor);
        Vectors.View.CopyFrom(_product);
    }

    /// <summary>Iterates once and says how the basis turned.</summary>
    public void Refresh(ReadOnlyMatrixView<T> factor)
    {
        Next(factor);
        Products.MultiplyTransposedRight<T>(_product, Vectors, Turn);
        Vectors.View.CopyFrom(_product);
    }

    // The basis after this one, in the product's place.
    private void Next(ReadOnlyMatrixView<T> factor)
    {
        Products.Multiply(Vectors, factor, _product);
        double shift = Shift * Trace(factor) / _order;
        Sort(shift);
        for (int row = 0; row < _order; row++)
        {
            TensorPrimitives.MultiplyAdd(Vectors.Row(Origins[row]), T.CreateTruncating(shift > 0 ? shift : 1), _product.Row(Origins[row]), _sorted.Row(row));
        }

        _orthonormalisation.Apply(_sorted, _product);
    }

    // Equal keys keep their order, for places break ties.
    private void Sort(double floor)
    {
        for (int row = 0; row < _order; row++)
        {
            double quotient = double.CreateTruncating(TensorPrimitives.Dot<T>(Vectors.Row(row), _product.Row(row)));
            double octaves = floor > 0 && quotient > 0 ? Math.Round(StepsPerOctave * Math.Log2(1 + (quotient / floor))) : 0;
            _keys[row] = (-(long)octaves * _order) + row;
        }

        Array.Sort(_keys);
        for (int row = 0; row < _order; row++) Origins[row] = (int)(((_keys[row] % _order) + _order) % _order);
    }

    private static double Trace(ReadOnlyMatrixView<T> matrix)
    {
        double sum = 0;
        for (int i = 0; i < matrix.Rows; i++) sum += double.CreateTruncating(matrix.Row(i)[i]);
        return sum;
    }
}
