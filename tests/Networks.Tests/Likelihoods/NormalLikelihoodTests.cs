using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Tests.Likelihoods;

public sealed class NormalLikelihoodTests
{
    [Fact]
    public void Variance_of_the_first_estimator_is_twice_the_squared_information()
    {
        RandomSequence random = RandomStream.FromSeed(1).From();
        for (int draw = 0; draw < 100; draw++)
        {
            int dimension = 1 + random.NextInteger(20);
            double variance = 0.01 + (3 * random.NextUniform());
            NormalLikelihood likelihood = Likelihood.Normal(dimension, variance);
            double[] θ = new double[dimension], u = new double[dimension];
            random.FillNormal<double>(θ);
            random.FillNormal<double>(u);
            double length = u.Sum(x => x * x);
            Assert.Equal(1, likelihood.ProductVariance(θ, u, u) / (2 * length * length / (variance * variance)), 1e-13);
            Assert.Equal(1, likelihood.FourthCentralMoment(θ, u) / (3 * length * length / (variance * variance)), 1e-13);
        }
    }

    [Fact]
    public void Log_density_of_a_remote_outcome_keeps_its_digits() =>
        Assert.Equal(-0.5 - (0.5 * Math.Log(2 * Math.PI)), Likelihood.Normal(1).LogDensity([1e9], [1e9 + 1]), 1e-15);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_variance_is_positive_and_finite(double variance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Likelihood.Normal(2, variance));

    [Fact]
    public void A_family_has_at_least_one_parameter() => Assert.Throws<ArgumentOutOfRangeException>(() => Likelihood.Normal(0));
}
