using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// The spread over examples of u_j x_k for all j and k, by one product. Both factors are taken from centres ū and x̄ near their
/// means, u = ū + u', x = x̄ + x', so that u x − ū x̄ = u'x̄ + ū x' + u'x' is summed and squared without cancellation, and a
/// product that never varies has a spread of exactly zero.
/// </summary>
internal sealed class ProductSpread<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _units;
    private readonly int _order;
    private readonly Matrix<T> _left;
    private readonly Matrix<T> _right;
    private readonly Matrix<T> _sums;
    private readonly T[] _unitCentre;
    private readonly T[] _inputCentre;
    private readonly double[] _leftSums;
    private readonly double[] _rightSums;
    private bool _isCentred;

    public ProductSpread(int units, int order, int capacity)
    {
        _units = units;
        _order = order;
        _left = new Matrix<T>(capacity, 2 * units);
        _right = new Matrix<T>(capacity, 2 * order);
        _sums = new Matrix<T>(2 * units, 2 * order);
        _unitCentre = new T[units];
        _inputCentre = new T[order];
        _leftSums = new double[2 * units];
        _rightSums = new double[2 * order];
    }

    /// <summary>Begins a group.</summary>
    public void Clear()
    {
        _isCentred = false;
        Array.Clear(_leftSums);
        Array.Clear(_rightSums);
    }

    /// <summary>Adds examples, u in rows of <paramref name="units"/> and x in rows of <paramref name="inputs"/>.</summary>
    public void Absorb(ReadOnlyMatrixView<T> units, ReadOnlyMatrixView<T> inputs)
    {
        bool isFirst = !_isCentred;
        if (isFirst)
        {
            Average(units, _unitCentre);
            Average(inputs, _inputCentre);
            _isCentred = true;
        }

        MatrixView<T> left = _left.View.RowRange(0, units.Rows), right = _right.View.RowRange(0, units.Rows);
        Centre(units, _unitCentre, left, _leftSums);
        Centre(inputs, _inputCentre, right, _rightSums);
        Products.MultiplyTransposedLeft(left, right, _sums, T.One, isFirst ? T.Zero : T.One);
    }

    /// <summary>The mean of u_j x_k over the group, and the sum of its squared deviations from it.</summary>
    public (double Mean, double SquaredDeviations) At(int unit, int input, int examples)
    {
        double centreU = Number(_unitCentre[unit]), centreX = Number(_inputCentre[input]);
        double u = _leftSums[unit], uu = _leftSums[_units + unit], x = _rightSums[input], xx = _rightSums[_order + input];
        ReadOnlySpan<T> linear = _sums.Row(unit), square = _sums.Row(_units + unit);
        double ux = Number(linear[input]), uxx = Number(linear[_order + input]), uux = Number(square[input]), uuxx = Number(square[_order + input]);
        double sum = (centreX * u) + (centreU * x) + ux;
        double squares = (centreX * centreX * uu) + (centreU * centreU * xx) + uuxx + (2 * ((centreU * centreX * ux) + (centreX * uux) + (centreU * uxx)));
        double offset = sum / examples;
        return ((centreU * centreX) + offset, Math.Max(0, squares - (sum * offset)));
    }

    private static double Number(T value) => double.CreateTruncating(value);

    // First value plus mean distance from it, so that the centre of equal values is exactly theirs.
    private static void Average(ReadOnlyMatrixView<T> rows, Span<T> mean)
    {
        mean.Clear();
        for (int j = 0; j < mean.Length; j++)
        {
            T first = rows.Row(0)[j];
            for (int i = 1; i < rows.Rows; i++) mean[j] += rows.Row(i)[j] - first;
            mean[j] = first + (mean[j] / T.CreateTruncating(rows.Rows));
        }
    }

    // v − centre and its square, side by side, and their sums.
    private static void Centre(ReadOnlyMatrixView<T> values, ReadOnlySpan<T> centre, MatrixView<T> destination, Span<double> sums)
    {
        int width = values.Columns;
        for (int i = 0; i < values.Rows; i++)
        {
            Span<T> linear = destination.Row(i)[..width], square = destination.Row(i)[width..];
            TensorPrimitives.Subtract(values.Row(i), centre, linear);
            TensorPrimitives.Multiply(linear, linear, square);
            for (int j = 0; j < sums.Length; j++) sums[j] += Number(destination.Row(i)[j]);
        }
    }
}
