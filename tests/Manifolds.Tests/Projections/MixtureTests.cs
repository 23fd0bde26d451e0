using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Projections.Mixtures;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.Projections;

/// <summary>Mixtures by alternating projections.</summary>
public sealed class MixtureTests
{
    [Fact]
    public void The_likelihood_never_falls_and_is_that_of_the_mixture()
    {
        ExponentialFamily[] families = [new Normal(), new Gamma(), new Poisson(), new Exponential(), new MultivariateNormal(2)];
        double[][] parameters = [[1, 2], [3, 1], [4], [2], [0, 1, 2, 0.5, 0.5, 1]];
        for (int seed = 0; seed < 10; seed++)
        {
            ExponentialFamily family = families[seed % families.Length];
            RandomStream stream = RandomStream.FromSeed(seed);
            Matrix<double> outcomes = family.At(parameters[seed % families.Length]).Sample(150, stream.Split("outcomes"));
            MixtureFit fit = MixtureFit.Run(family, 1 + (seed % 3), outcomes, new(200, 1e-9, seed));
            for (int step = 1; step < fit.LogLikelihoods.Length; step++) Assert.True(fit.LogLikelihoods[step] >= fit.LogLikelihoods[step - 1]);
            double sum = 0;
            for (int row = 0; row < outcomes.Rows; row++) sum += fit.Mixture.LogDensity(outcomes.Row(row));
            Assert.Equal(sum, fit.LogLikelihoods[^1], 1e-9);
            Assert.Equal(1, fit.Mixture.Weights.Sum(), 1e-12);
        }
    }

    /// <summary>Mean and weight of well separated components by z-tests at 5 standard errors: five of them give a false alarm in 2 of a million seeds.</summary>
    [Fact]
    public void A_known_mixture_is_recovered()
    {
        Normal family = new();
        
        const int n = 4000;
        Matrix<double> outcomes = new(n, 1);
        RandomSequence random = RandomStream.FromSeed(5).From();
        for (int row = 0; row < n; row++) outcomes[row, 0] = random.NextUniform() < 0.3 ? -3 + (0.5 * random.NextNormal()) : 3 + random.NextNormal();
        MixtureFit fit = MixtureFit.Run(family, 2, outcomes);
        Assert.Equal(MixtureEnd.Converged, fit.End);
        int first = fit.Mixture.Components[0].Parameters[0] < 0 ? 0 : 1;
        Within(0.3, fit.Mixture.Weights[first], Math.Sqrt(0.21 / n));
        Within(-3, fit.Mixture.Components[first].Parameters[0], 0.5 / Math.Sqrt(0.3 * n));
        Within(0.5, fit.Mixture.Components[first].Parameters[1], 0.5 / Math.Sqrt(2 * 0.3 * n));
        Within(3, fit.Mixture.Components[1 - first].Parameters[0], 1 / Math.Sqrt(0.7 * n));
        Within(1, fit.Mixture.Components[1 - first].Parameters[1], 1 / Math.Sqrt(2 * 0.7 * n));

        // Components overlap by less than a thousandth, so their errors are those of known labels within a tenth.
        static void Within(double expected, double actual, double error) => Assert.InRange((actual - expected) / (1.1 * error), -5, 5);
    }

    [Fact]
    public void A_component_that_shrinks_onto_one_outcome_is_named()
    {
        Normal family = new();
        MixtureFit fit = MixtureFit.Run(new Mixture([0.8, 0.2], [family.At(0, 1), family.At(50, 1e-3)]), new Matrix<double>(5, 1, [-1, 0.5, 0.2, 1, 50]));
        Assert.Equal(MixtureEnd.Degenerate, fit.End);
        Assert.Equal(1, fit.Degenerate);
        Assert.True(double.IsFinite(fit.LogLikelihoods[^1]));
    }

    [Fact]
    public void One_component_is_the_likeliest_distribution()
    {
        Gamma family = new();
        Matrix<double> outcomes = new(4, 1, [1, 2, 3, 4]);
        MixtureFit fit = MixtureFit.Run(family, 1, outcomes);
        Geometry.Close.To(family.MaximumLikelihood(outcomes), fit.Mixture.Components[0].Parameters.AsSpan(), 1e-12, "gamma");
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Normal family = new();
        Assert.Contains("1.5", Assert.Throws<InvalidInputException>(() => new Mixture([1, 0.5], [family.At(0, 1), family.At(1, 1)])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => MixtureFit.Run(new Poisson(), 1, new Matrix<double>(2, 1, [1, 1.5])));
        Assert.Throws<InvalidInputException>(() => MixtureFit.Run(family, 3, new Matrix<double>(2, 1, [1, 1.5])));
        Assert.Throws<NumericalException>(() => MixtureFit.Run(family, 2, new Matrix<double>(3, 1, [2, 2, 2])));
    }
}
