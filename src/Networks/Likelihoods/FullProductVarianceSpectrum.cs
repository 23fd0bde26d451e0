using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// All eigenvalues of Cov and of M as a matrix of T² rows (a,b) and columns (c,d), M_abcd = K_abcd − Cov_ab Cov_cd, the covariance matrix
/// of the products (t − η)_a (t − η)_b. Both are in descending order. Source: [SoenSun24], appendix C.
/// </summary>
/// <param name="Covariance">The T eigenvalues of Cov.</param>
/// <param name="ProductVariance">The T² eigenvalues of M, at least T(T − 1)/2 of them 0.</param>
public sealed record FullProductVarianceSpectrum(IReadOnlyList<double> Covariance, IReadOnlyList<double> ProductVariance)
{
    /// <summary>The largest T for which M is formed.</summary>
    public const int LargestDimension = 64;

    /// <summary>
    /// The spectra at given parameters. M is symmetric in a, b and in c, d, so it is decomposed on the T(T + 1)/2 symmetric pairs.
    /// Cost: O(T⁵) to form it by polarisation, some T⁶ to decompose it.
    /// </summary>
    /// <exception cref="InvalidInputException">T is above <see cref="LargestDimension"/>.</exception>
    public static FullProductVarianceSpectrum Of(Likelihood likelihood, ReadOnlySpan<double> naturalParameters)
    {
        int dimension = likelihood.Dimension, order = dimension * (dimension + 1) / 2;
        if (dimension > LargestDimension)
        {
            throw new InvalidInputException(
                $"The full spectrum of products of the family '{likelihood.Name}'", $"{dimension} natural parameters", $"at most {LargestDimension}",
                "Use the extreme eigenvalues, which need no T²×T² matrix.");
        }

        Matrix<double> covariance = new(dimension, dimension), products = new(order, order);
        double[] small = new double[dimension], large = new double[order], all = new double[dimension * dimension];
        likelihood.Covariance(naturalParameters, covariance);
        double[] cov = covariance.AsSpan().ToArray();
        SymmetricEigen.Decompose<double>(covariance, small);
        (int A, int B)[] pairs = [.. Enumerable.Range(0, dimension).SelectMany(a => Enumerable.Range(a, dimension - a).Select(b => (a, b)))];
        double[] u = new double[dimension], v = new double[dimension];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double fourth = FourthMoment(likelihood, naturalParameters, pairs[i], pairs[j], u, v);
                double scale = (pairs[i].A == pairs[i].B ? 1 : Math.Sqrt(2)) * (pairs[j].A == pairs[j].B ? 1 : Math.Sqrt(2));
                products[i, j] = scale * (fourth - (cov[(pairs[i].A * dimension) + pairs[i].B] * cov[(pairs[j].A * dimension) + pairs[j].B]));
            }
        }

        SymmetricEigen.Decompose<double>(products, large);
        large.CopyTo(all, 0);
        Array.Sort(all);
        Array.Reverse(all);
        Array.Reverse(small);
        return new(small, all);
    }

    // K_abcd from K(u,u,v,v): in u and in v a quadratic form, whose polar form is a quarter of f(a + b) − f(a − b).
    private static double FourthMoment(Likelihood likelihood, ReadOnlySpan<double> naturalParameters, (int A, int B) left, (int A, int B) right, double[] u, double[] v)
    {
        double sum = 0;
        for (int leftSign = 1; leftSign >= (left.A == left.B ? 1 : -1); leftSign -= 2)
        {
            for (int rightSign = 1; rightSign >= (right.A == right.B ? 1 : -1); rightSign -= 2)
            {
                Array.Clear(u);
                Array.Clear(v);
                u[left.A] = 1;
                u[left.B] += leftSign;
                v[right.A] = 1;
                v[right.B] += rightSign;
                sum += leftSign * rightSign * likelihood.FourthCentralMoment(naturalParameters, u, v);
            }
        }

        return sum / 16;
    }
}
