using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Geometry.Geodesics;

public sealed class ExtremeGeodesicTests
{
    [Fact]
    public void Extreme_parameters_give_the_distance_that_is_known()
    {
        Close(Math.Sqrt(2) * Math.Log(1e16), new Normal().At(0, 1e-8), new Normal().At(0, 1e8));
        Close(Math.PI, new Binomial(1).At(1e-300), new Binomial(1).At(1));
        Close(1.8e-150, new Binomial(1).At(1e-300), new Binomial(1).At(3.61e-300));
        Close(2e-150, new Categorical(3).At(1e-300, 0.5, 0.5), new Categorical(3).At(4e-300, 0.5, 0.5));
        Close(600 * Math.Log(10), new Exponential().At(1e-300), new Exponential().At(1e300));
        Close(2e150 - 2, new Poisson().At(1), new Poisson().At(1e300));
        Close((300 * Math.Log(10)) + Math.Log(4) - (2 * Math.Atanh(Math.Sqrt(0.5))), NegativeBinomial.Geometric.At(1e-300), NegativeBinomial.Geometric.At(0.5));

        // Equal shapes far out are a horocycle of the plane of curvature −½: Q = √2, up to 1/(6k).
        double turn = Math.Log(2);
        Assert.Equal(1, FisherRao.Distance(new Gamma().At(1e6, 1), new Gamma().At(1e6, 2)).Value / (2 * Math.Sqrt(2) * Math.Asinh(turn * 1e3 / Math.Sqrt(2) / 2)), 1e-3);
    }

    [Fact]
    public void Extreme_gamma_beta_and_dirichlet_pairs_are_found_or_refused()
    {
        RandomSequence random = RandomStream.FromSeed(31).From();
        int refused = 0, found = 0;
        foreach (DistributionFamily family in new DistributionFamily[] { new Gamma(), new Beta(), new Dirichlet(3) })
        {
            for (int draw = 0; draw < 40; draw++)
            {
                Distribution from = Draw(family, ref random), to = Draw(family, ref random);
                try
                {
                    GeodesicDistance distance = FisherRao.Distance(from, to);
                    Assert.True(double.IsFinite(distance.Value) && distance.ErrorEstimate <= 1e-8 * distance.Value, $"{from}, {to}: {distance}");
                    Assert.Equal(1, FisherRao.Distance(to, from).Value / distance.Value, 1e-8);
                    double jeffreys = family.KullbackLeibler(from.Parameters.AsSpan(), to.Parameters.AsSpan())!.Value + family.KullbackLeibler(to.Parameters.AsSpan(), from.Parameters.AsSpan())!.Value;
                    Assert.True(distance.Value <= Math.Sqrt(jeffreys) * (1 + 1e-9), $"{from}, {to}: {distance.Value} is longer than the root of Jeffreys' divergence {jeffreys}.");
                    found++;
                }
                catch (NumericalException)
                {
                    refused++;
                }
            }
        }

        Assert.True(found >= 100, $"{refused} of 120 were refused.");
    }

    [Fact]
    public void Two_hundred_dimensions_are_no_obstacle_where_there_is_a_closed_form()
    {
        const int n = 200;
        double[] from = new double[n * n], to = new double[n * n];
        for (int i = 0; i < n; i++) (from[(i * n) + i], to[(i * n) + i]) = (1, Math.Exp(i % 2 == 0 ? 10 : -10));
        Close(10 * Math.Sqrt(0.5 * n), new FixedMeanNormal(new double[n]).At(from), new FixedMeanNormal(new double[n]).At(to));
        double[] uniform = new double[n], vertex = new double[n];
        Array.Fill(uniform, 1.0 / n);
        vertex[7] = 1;
        Close(2 * Math.Acos(Math.Sqrt(1.0 / n)), new Categorical(n).At(uniform), new Categorical(n).At(vertex));
    }

    [Fact]
    public void Families_that_differ_are_refused()
    {
        Assert.Throws<InvalidInputException>(() => FisherRao.Distance(new Normal().At(0, 1), new Gamma().At(1, 1)));
        Assert.Throws<InvalidInputException>(() => FisherRao.Distance(new Dirichlet(3).At(1, 1, 1), new Dirichlet(4).At(1, 1, 1, 1)));
        Assert.Throws<InvalidInputException>(() => FisherRao.Geodesic(new Binomial(3).At(0.1), new Binomial(4).At(0.1)));
        Assert.Throws<NumericalException>(() => FisherRao.Geodesic(new Binomial(1).At(0), new Binomial(1).At(0.5)).Logarithm());
    }

    private static void Close(double expected, Distribution from, Distribution to)
    {
        Assert.Equal(1, FisherRao.Distance(from, to).Value / expected, 1e-12);
        Assert.Equal(1, FisherRao.Distance(to, from).Value / expected, 1e-12);
    }

    private static Distribution Draw(DistributionFamily family, ref RandomSequence random)
    {
        double[] parameters = new double[family.ParameterLength];
        for (int place = 0; place < parameters.Length; place++) parameters[place] = Math.Pow(10, (12 * random.NextUniform()) - 6);
        return family.At(parameters);
    }
}
