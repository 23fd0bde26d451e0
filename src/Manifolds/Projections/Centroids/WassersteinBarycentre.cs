using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Centroids;

/// <summary>
/// arg min Σ w_i W₂(c, p_i)² of normal distributions: the mean of the means, and of one dimension that of the deviations; of more the
/// fixed point of S ← S^−½ (Σ w_i (S^½ S_i S^½)^½)² S^−½ [AlvarezEsteban16].
/// </summary>
public static class WassersteinBarycentre
{
    private const int MostSteps = 1000;

    /// <summary>The barycentre.</summary>
    /// <exception cref="InvalidInputException">The distributions are not normal.</exception>
    public static Distribution Of(IReadOnlyList<Distribution> points, params ReadOnlySpan<double> weights)
    {
        double[] w = CentroidWeights.Of(points, weights);
        return points[0].Family switch
        {
            Normal normal => normal.At(Mean(0, 2)),
            MultivariateNormal normal => normal.At([.. Mean(0, normal.Order), .. Covariance(normal.Order)]),
            DistributionFamily other => throw new InvalidInputException("The Wasserstein barycentre", other.ToString(), "normal or mvnormal distributions"),
        };

        double[] Mean(int start, int count)
        {
            double[] sum = new double[count];
            for (int point = 0; point < points.Count; point++) TensorPrimitives.MultiplyAdd(points[point].Parameters.AsSpan().Slice(start, count), w[point], sum, sum);
            return sum;
        }

        double[] Covariance(int order)
        {
            Matrix<double> at = new(order, order, Mean(order, order * order));
            for (int step = 0; step < MostSteps; step++)
            {
                Matrix<double> root = Power(at, 0.5), inverse = Power(at, -0.5), sum = new(order, order);
                for (int point = 0; point < points.Count; point++)
                {
                    Matrix<double> own = new(order, order, points[point].Parameters.AsSpan()[order..].ToArray());
                    TensorPrimitives.MultiplyAdd(Power(Sandwich(root, own), 0.5).AsSpan(), w[point], sum.AsSpan(), sum.AsSpan());
                }

                Matrix<double> square = new(order, order);
                Products.Multiply<double>(sum, sum, square);
                Matrix<double> next = Sandwich(inverse, square);
                double change = TensorPrimitives.Distance<double>(next.AsSpan(), at.AsSpan());
                at = next;
                if (change <= 1e-14 * TensorPrimitives.Norm<double>(at.AsSpan())) return Symmetric(at);
            }

            throw new NumericalException($"The Wasserstein barycentre of {points.Count} normal distributions did not converge in {MostSteps} steps.");
        }
    }

    private static Matrix<double> Sandwich(Matrix<double> outer, Matrix<double> inner)
    {
        Matrix<double> half = new(outer.Rows, outer.Rows), whole = new(outer.Rows, outer.Rows);
        Products.Multiply<double>(outer, inner, half);
        Products.Multiply<double>(half, outer, whole);
        return whole;
    }

    // Qᵀ Λᵃ Q of the symmetric part.
    private static Matrix<double> Power(Matrix<double> matrix, double exponent)
    {
        int n = matrix.Rows;
        Matrix<double> vectors = new(n, n, Symmetric(matrix)), scaled = new(n, n), power = new(n, n);
        double[] eigenvalues = new double[n];
        SymmetricEigen.Decompose<double>(vectors, eigenvalues);
        for (int row = 0; row < n; row++) TensorPrimitives.Multiply(vectors.Row(row), Math.Pow(Math.Max(0, eigenvalues[row]), exponent), scaled.Row(row));
        Products.MultiplyTransposedLeft<double>(vectors, scaled, power);
        return power;
    }

    private static double[] Symmetric(Matrix<double> matrix)
    {
        double[] symmetric = new double[matrix.Rows * matrix.Rows];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int column = 0; column < matrix.Rows; column++) symmetric[(row * matrix.Rows) + column] = 0.5 * (matrix[row, column] + matrix[column, row]);
        }

        return symmetric;
    }
}
