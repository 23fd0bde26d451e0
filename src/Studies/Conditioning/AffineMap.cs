using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>x = A z + c with A = U S Vᵀ, U and V random rotations and S from 1 down to κ^(−1/2): a z of covariance I becomes an x of condition number κ.</summary>
internal sealed class AffineMap
{
    // |c|, beside a greatest deviation of one.
    private const double ShiftLength = 0.5;

    private readonly Matrix<double> _map, _inverse;
    private readonly double[] _shift;

    /// <summary>A random map; one stream gives the same rotations and shift at every κ.</summary>
    public AffineMap(int dimension, double kappa, RandomStream stream)
    {
        Matrix<double> left = Rotation(dimension, stream.Split("left")), right = Rotation(dimension, stream.Split("right")), scaled = new(dimension, dimension), unscaled = new(dimension, dimension);
        for (int k = 0; k < dimension; k++)
        {
            double scale = Math.Pow(kappa, dimension == 1 ? 0 : -0.5 * k / (dimension - 1));
            TensorPrimitives.Multiply(left.Row(k), scale, scaled.Row(k));
            TensorPrimitives.Multiply(left.Row(k), 1 / scale, unscaled.Row(k));
        }

        _map = new Matrix<double>(dimension, dimension);
        _inverse = new Matrix<double>(dimension, dimension);
        Products.MultiplyTransposedLeft<double>(scaled, right, _map);
        Products.MultiplyTransposedLeft<double>(right, unscaled, _inverse);
        _shift = new double[dimension];
        stream.Split("shift").From().FillNormal<double>(_shift);
        TensorPrimitives.Multiply(_shift, ShiftLength / TensorPrimitives.Norm<double>(_shift), _shift);
    }

    /// <summary>x of every row z.</summary>
    public Matrix<double> Of(Matrix<double> rows)
    {
        Matrix<double> mapped = new(rows.Rows, rows.Columns);
        Products.MultiplyTransposedRight<double>(rows, _map, mapped);
        for (int i = 0; i < mapped.Rows; i++) TensorPrimitives.Add(mapped.Row(i), _shift, mapped.Row(i));
        return mapped;
    }

    /// <summary>Changes an affine layer that read z into one that says the same of x: W ← W A⁻¹, b ← b − W A⁻¹ c.</summary>
    public void Follow(MatrixView<double> weight, Span<double> bias)
    {
        Matrix<double> changed = new(weight.Rows, weight.Columns);
        Products.Multiply<double>(weight, _inverse, changed);
        changed.AsSpan().CopyTo(weight.AsSpan());
        for (int unit = 0; unit < weight.Rows; unit++) bias[unit] -= TensorPrimitives.Dot<double>(weight.Row(unit), _shift);
    }

    // The eigenvectors of a random symmetric matrix of independent normal entries, a row each.
    private static Matrix<double> Rotation(int dimension, RandomStream stream)
    {
        Matrix<double> matrix = new(dimension, dimension);
        stream.From().FillNormal(matrix.AsSpan());
        SymmetricEigen.Decompose<double>(matrix, new double[dimension]);
        return matrix;
    }
}
