using MathNet.Numerics.LinearAlgebra;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>
/// The 2-Wasserstein distance between normal distributions: W² = ‖m − m′‖² + tr(S + S′ − 2(S^½ S′ S^½)^½), Bures's distance of the
/// covariances beside that of the means. [PeyreCuturi19], 2.6.
/// </summary>
public static class NormalWasserstein
{
    /// <summary>The distance.</summary>
    /// <exception cref="InvalidInputException">A distribution that is not normal, or of another dimension.</exception>
    public static Estimate Between(Distribution p, Distribution q)
    {
        (double[] mean, double[] covariance) = Moments(p);
        (double[] otherMean, double[] otherCovariance) = Moments(q);
        if (mean.Length != otherMean.Length) throw new InvalidInputException($"The 2-Wasserstein distance between '{p.Family}' and '{q.Family}'", $"outcomes of {mean.Length} and {otherMean.Length} numbers", "one dimension");

        // In one dimension the covariance would square what is given.
        if (mean.Length == 1 && p.Family is Normal && q.Family is Normal) return Estimate.Exact(Hypotenuse(mean[0] - otherMean[0], p.Parameters[1] - q.Parameters[1]));
        return Estimate.Exact(Between(mean, covariance, otherMean, otherCovariance));
    }

    /// <summary>The distance between normal distributions of means and row-major covariances, which may be singular.</summary>
    public static double Between(ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance, ReadOnlySpan<double> otherMean, ReadOnlySpan<double> otherCovariance)
    {
        double shift = 0;
        for (int place = 0; place < mean.Length; place++) shift = Hypotenuse(shift, mean[place] - otherMean[place]);
        return Hypotenuse(shift, Bures(covariance, otherCovariance, mean.Length));
    }

    /// <summary>
    /// The Bures distance of two covariances, as min ‖A − BU‖ over orthogonal U for A = S^½, B = S′^½, whose best U is the orthogonal
    /// factor of BᵀA: a difference of square roots, which keeps half the digits more than the formula with traces. Cost: some 40n³.
    /// </summary>
    /// <exception cref="InvalidInputException">A matrix has a negative eigenvalue.</exception>
    public static double Bures(ReadOnlySpan<double> covariance, ReadOnlySpan<double> other, int order)
    {
        Matrix<double> first = Root(covariance, order), second = Root(other, order);
        MathNet.Numerics.LinearAlgebra.Factorization.Svd<double> decomposition = second.TransposeThisAndMultiply(first).Svd();
        return (first - (second * (decomposition.U * decomposition.VT))).FrobeniusNorm();
    }

    private static Matrix<double> Root(ReadOnlySpan<double> covariance, int order)
    {
        if (covariance.Length != order * order) throw new ArgumentException($"A covariance of order {order} has {order * order} entries; found {covariance.Length}.", nameof(covariance));
        MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> eigen = Matrix<double>.Build.DenseOfRowMajor(order, order, covariance.ToArray()).Evd(Symmetricity.Symmetric);
        Vector<double> values = eigen.EigenValues.Map(value => value.Real);
        double tolerance = order * 2.2204460492503131e-16 * values.AbsoluteMaximum();
        if (values.Minimum() < -tolerance || values.Exists(double.IsNaN))
            throw new InvalidInputException("A covariance", FormattableString.Invariant($"the smallest eigenvalue {values.Minimum():R}"), "eigenvalues ≥ 0");
        return eigen.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalVector(values.Map(value => Math.Sqrt(Math.Max(0, value)))) * eigen.EigenVectors.Transpose();
    }

    private static (double[] Mean, double[] Covariance) Moments(Distribution distribution)
    {
        double[] parameters = [.. distribution.Parameters];
        int order = distribution.Family.OutcomeWidth;
        return distribution.Family switch
        {
            Normal => ([parameters[0]], [parameters[1] * parameters[1]]),
            MultivariateNormal => (parameters[..order], parameters[order..]),
            DiagonalNormal => (parameters[..order], Diagonal(parameters[order..])),
            FixedMeanNormal family => (family.FixedMean.ToArray(), parameters),
            FixedCovarianceNormal family => (parameters, family.FixedCovariance.AsSpan().ToArray()),
            _ => throw new InvalidInputException("The 2-Wasserstein distance", $"a distribution of '{distribution.Family}'", "normal distributions"),
        };
    }

    private static double[] Diagonal(double[] deviations)
    {
        double[] matrix = new double[deviations.Length * deviations.Length];
        for (int place = 0; place < deviations.Length; place++) matrix[(place * deviations.Length) + place] = deviations[place] * deviations[place];
        return matrix;
    }

    private static double Hypotenuse(double a, double b) => double.Hypot(a, b);
}
