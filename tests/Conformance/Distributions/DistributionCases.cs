using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Directional;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.Manifolds.ProductFamilies;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Conformance.Distributions;

/// <summary>The families under the laws, one line each.</summary>
public static class DistributionCases
{
    public static IReadOnlyDictionary<string, DistributionCase> ByName { get; } = new Dictionary<string, DistributionCase>(StringComparer.Ordinal)
    {
        ["bernoulli"] = new(new Binomial(1), (ref random) => [Probability(ref random)]),
        ["binomial"] = new(new Binomial(10), (ref random) => [Probability(ref random)]),
        ["binomial of many"] = new(new Binomial(400), (ref random) => [Probability(ref random)]),
        ["categorical"] = new(new Categorical(4), (ref random) => Simplex(4, ref random)),
        ["multinomial"] = new(new Multinomial(7, 3), (ref random) => Simplex(3, ref random)),
        ["poisson"] = new(new Poisson(), (ref random) => [Scale(4, ref random)]),
        ["geometric"] = new(NegativeBinomial.Geometric, (ref random) => [Probability(ref random)]),
        ["negativebinomial"] = new(new NegativeBinomial(2.5), (ref random) => [Probability(ref random)]),
        ["exponential"] = new(new Exponential(), (ref random) => [Scale(2, ref random)]),
        ["rayleigh"] = new(new Rayleigh(), (ref random) => [Scale(2, ref random)]),
        ["weibull of known shape"] = new(new FixedShapeWeibull(1.7), (ref random) => [Scale(2, ref random)]),
        ["laplace of known location"] = new(new FixedLocationLaplace(0.3), (ref random) => [Scale(2, ref random)]),
        ["pareto of known scale"] = new(new FixedScalePareto(1.5), (ref random) => [1 + Scale(2, ref random)]),
        ["normal"] = new(new Normal(), (ref random) => [2 * random.NextNormal(), Scale(2, ref random)]),
        ["lognormal"] = new(new LogNormal(), (ref random) => [random.NextNormal(), Scale(0.5, ref random)]),
        ["gamma"] = new(new Gamma(), (ref random) => [Scale(4, ref random), Scale(2, ref random)]),
        ["inversegamma"] = new(new InverseGamma(), (ref random) => [1 + Scale(4, ref random), Scale(2, ref random)]),
        ["inversenormal"] = new(new InverseNormal(), (ref random) => [Scale(2, ref random), Scale(2, ref random)]),
        ["beta"] = new(new Beta(), (ref random) => [Scale(2, ref random), Scale(2, ref random)]),
        ["weibull"] = new(new Weibull(), (ref random) => [Scale(2, ref random), Scale(2, ref random)]),
        ["laplace"] = new(new Laplace(), (ref random) => [2 * random.NextNormal(), Scale(2, ref random)]),
        ["cauchy"] = new(new Cauchy(), (ref random) => [2 * random.NextNormal(), Scale(2, ref random)]),
        ["logistic"] = new(new Logistic(), (ref random) => [2 * random.NextNormal(), Scale(2, ref random)]),
        ["mvnormal"] = new(new MultivariateNormal(3), (ref random) => [.. Normals(3, ref random), .. Covariance(3, ref random)]),
        ["mvnormal of known covariance"] = new(new FixedCovarianceNormal(new Matrix<double>(2, 2, [2, 0.7, 0.7, 1])), (ref random) => Normals(2, ref random)),
        ["mvnormal of known mean"] = new(new FixedMeanNormal(1, -2, 0.5), (ref random) => Covariance(3, ref random)),
        ["diagonalnormal"] = new(new DiagonalNormal(2), (ref random) => [.. Normals(2, ref random), Scale(1, ref random), Scale(2, ref random)]),
        ["wishart"] = new(new Wishart(2), (ref random) => [1 + Scale(3, ref random), .. Covariance(2, ref random)]),
        ["product of regular"] = new(
            new ExponentialProductFamily(new Normal(), new Poisson(), new Dirichlet(2)),
            (ref random) => [random.NextNormal(), Scale(1, ref random), Scale(4, ref random), Scale(2, ref random), Scale(2, ref random)]),
        ["product"] = new(
            new ProductFamily(new Cauchy(), new Categorical(3), new MultivariateNormal(2)),
            (ref random) => [random.NextNormal(), Scale(1, ref random), .. Simplex(3, ref random), .. Normals(2, ref random), .. Covariance(2, ref random)]),
        ["vonmisesfisher of known concentration"] = new(new FixedConcentrationVonMisesFisher(3, 2.5), (ref random) => Direction(3, ref random)),
        ["vonmises"] = new(new VonMises(), (ref random) => [6 * (random.NextUniform() - 0.5), Scale(2, ref random)]),
        ["vonmisesfisher"] = new(new VonMisesFisher(3), (ref random) => [.. Direction(3, ref random), Scale(4, ref random)]),
        ["dirichlet"] = new(new Dirichlet(3), (ref random) => [Scale(2, ref random), Scale(2, ref random), Scale(2, ref random)]),
    };

    /// <summary>The exponential families among them.</summary>
    public static IEnumerable<string> Regular => ByName.Where(named => named.Value.Family is ExponentialFamily).Select(named => named.Key);

    /// <summary>
    /// Those whose outcomes are single numbers, so that expectations are sums or integrals; but for Laplace's, whose kink moves with the
    /// parameters and spoils plain integrals of differences.
    /// </summary>
    public static IEnumerable<string> Univariate =>
        ByName.Where(named => named.Value.Family.Outcomes is OutcomeSpace.Integers or OutcomeSpace.Interval && named.Value.Family is not Laplace).Select(named => named.Key);

    private static double Probability(ref RandomSequence random) => 0.05 + (0.9 * random.NextUniform());

    // Within a factor of about three, log-normally.
    private static double Scale(double centre, ref RandomSequence random) => centre * Math.Exp(0.5 * random.NextNormal());

    private static double[] Normals(int count, ref RandomSequence random)
    {
        double[] values = new double[count];
        random.FillNormal<double>(values);
        return values;
    }

    private static double[] Direction(int count, ref RandomSequence random)
    {
        double[] values = Normals(count, ref random);
        double length = Math.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => value / length)];
    }

    // Row by row: A Aᵀ of a square of normals, away from singular.
    private static double[] Covariance(int order, ref RandomSequence random)
    {
        Matrix<double> root = new(order, order, Normals(order * order, ref random)), covariance = new(order, order);
        Products.SymmetricRankUpdate<double>(root, covariance);
        for (int i = 0; i < order; i++) covariance[i, i] += 0.5;
        return covariance.AsSpan().ToArray();
    }

    private static double[] Simplex(int count, ref RandomSequence random)
    {
        double[] weights = new double[count];
        for (int place = 0; place < count; place++) weights[place] = 0.1 + random.NextUniform();
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
