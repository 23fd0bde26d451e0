using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Tests.Likelihoods;

public sealed class BernoulliLikelihoodTests
{
    [Fact]
    public void One_output_is_a_choice_of_two_labels()
    {
        BernoulliLikelihood bernoulli = Likelihood.Bernoulli(1);
        CategoricalLikelihood categorical = Likelihood.Categorical(2);
        RandomSequence random = RandomStream.FromSeed(1).From();
        for (int draw = 0; draw < 200; draw++)
        {
            double θ = 20 * random.NextNormal(), reference = 20 * random.NextNormal();
            Close(categorical.LogPartition([0, θ]), bernoulli.LogPartition([θ]));
            Close(categorical.LogDensity([0, θ], [1]), bernoulli.LogDensity([θ], [1]));
            Close(categorical.LogDensity([0, θ], [0]), bernoulli.LogDensity([θ], [0]));
            Close(categorical.Covariance([0, θ], [0, 1], [0, 1]), bernoulli.Covariance([θ], [1], [1]));
            Close(categorical.FourthCentralMoment([0, θ], [0, 1]), bernoulli.FourthCentralMoment([θ], [1]));
            Close(categorical.KullbackLeibler([0, θ], [0, reference]), bernoulli.KullbackLeibler([θ], [reference]));
        }
    }

    [Fact]
    public void Moments_keep_their_digits_at_probabilities_of_1e_300_on_either_side()
    {
        BernoulliLikelihood likelihood = Likelihood.Bernoulli(1);
        double rare = Math.Exp(-690);
        foreach (double θ in (double[])[-690, 690])
        {
            Close(rare, likelihood.Covariance([θ], [1], [1]));
            Close(rare, likelihood.FourthCentralMoment([θ], [1]));
            Close(rare, -likelihood.LogDensity([θ], [θ > 0 ? 1 : 0]));
        }
    }

    [Fact]
    public void Variance_of_a_squared_score_vanishes_as_the_square_of_small_log_odds() =>
        Close(1e-20 / 16, Likelihood.Bernoulli(1).ProductVariance([1e-10], [1], [1]));

    [Fact]
    public void A_product_of_scores_that_never_varies_has_no_negative_variance()
    {
        // At even odds (u₁d₁ + u₂d₂)(u₁d₁ − u₂d₂) is a constant: all that is left of its variance is rounding.
        RandomSequence random = RandomStream.FromSeed(2).From();
        for (int draw = 0; draw < 1000; draw++)
        {
            double first = random.NextNormal(), second = random.NextNormal(), factor = random.NextNormal();
            double variance = Likelihood.Bernoulli(2).ProductVariance([0, 0], [first, second], [factor * first, -factor * second]);
            Assert.InRange(variance, 0, 1e-15 * Math.Pow(factor * first * second, 2));
        }
    }

    [Fact]
    public void Outcomes_are_listed_for_up_to_ten_outputs()
    {
        Assert.Equal(1024, Likelihood.Bernoulli(10).LabelCount);
        Assert.Null(Likelihood.Bernoulli(11).LabelCount);
        Assert.Throws<InvalidOperationException>(() => Likelihood.Bernoulli(11).Outcome(0, new double[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Likelihood.Bernoulli(2).Outcome(4, new double[2]));
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-12 * Math.Abs(expected), $"expected {expected:R}, found {actual:R}");
}
