using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Likelihoods;

public sealed class CategoricalLikelihoodTests
{
    [Fact]
    public void Moments_keep_their_digits_when_the_other_labels_share_1e_300()
    {
        CategoricalLikelihood likelihood = Likelihood.Categorical(3);
        double[] θ = [0, -690, -691], u = [0.7, -1.1, 2.3], product = new double[3];
        double second = Math.Exp(-690), third = Math.Exp(-691);
        double covariance = (second * 1.8 * 1.8) + (third * 1.6 * 1.6);
        double fourth = (second * Math.Pow(1.8, 4)) + (third * Math.Pow(1.6, 4));
        Assert.Equal(1, likelihood.Covariance(θ, u, u) / covariance, 1e-12);
        Assert.Equal(1, likelihood.FourthCentralMoment(θ, u) / fourth, 1e-12);

        likelihood.MultiplyCovariance(θ, u, product);
        Assert.Equal(1, product[0] / ((1.8 * second) - (1.6 * third)), 1e-12);
        Assert.Equal(1, product[1] / (-1.8 * second), 1e-12);

        Matrix<double> matrix = new(3, 3);
        likelihood.Covariance(θ, matrix);
        Assert.Equal(1, matrix[0, 0] / (second + third), 1e-12);
        Assert.Equal(1, likelihood.LogDensity(θ, [0]) / -(second + third), 1e-12);
        Assert.Equal(1, likelihood.LogPartition(θ) / (second + third), 1e-12);
    }

    [Fact]
    public void A_shift_of_all_logits_changes_the_log_partition_alone()
    {
        CategoricalLikelihood likelihood = Likelihood.Categorical(5);
        RandomSequence random = RandomStream.FromSeed(1).From();
        double[] θ = new double[5], mean = new double[5], shiftedMean = new double[5];
        random.FillNormal<double>(θ);
        double[] shifted = [.. θ.Select(value => value + 512)];
        Assert.Equal(likelihood.LogPartition(θ) + 512, likelihood.LogPartition(shifted), 1e-12);
        likelihood.Mean(θ, mean);
        likelihood.Mean(shifted, shiftedMean);
        for (int a = 0; a < 5; a++) Assert.Equal(mean[a], shiftedMean[a], 1e-13);
        Assert.Equal(0, likelihood.KullbackLeibler(θ, shifted), 1e-20);
    }

    [Fact]
    public void A_thousand_labels_keep_the_sum_of_probabilities_and_the_null_direction()
    {
        const int labels = 1000;
        CategoricalLikelihood likelihood = Likelihood.Categorical(labels);
        RandomSequence random = RandomStream.FromSeed(2).From();
        double[] θ = new double[labels], mean = new double[labels], ones = new double[labels], product = new double[labels];
        for (int draw = 0; draw < 10; draw++)
        {
            random.FillUniform<double>(θ, -800, 800);
            if (draw % 2 == 0) random.FillNormal<double>(θ);
            Array.Fill(ones, 3);
            likelihood.Mean(θ, mean);
            likelihood.MultiplyCovariance(θ, ones, product);
            Assert.Equal(1, mean.Sum(), 1e-13);
            Assert.All(product, value => Assert.Equal(0, value, 0.0));
            Assert.Equal(0, likelihood.FourthCentralMoment(θ, ones), 0.0);
        }
    }

    [Fact]
    public void Divergence_between_two_nearly_certain_answers_keeps_its_digits()
    {
        CategoricalLikelihood likelihood = Likelihood.Categorical(2);
        double rare = Math.Exp(-40), rarer = Math.Exp(-45), rareNear = Math.Exp(-40.5);
        Assert.Equal(1, likelihood.KullbackLeibler([40, 0], [45, 0]) / ((4 * rare) + rarer), 1e-12);
        Assert.Equal(1, likelihood.KullbackLeibler([40, 0], [40.5, 0]) / ((-0.5 * rare) + rareNear), 1e-12);
    }

    [Fact]
    public void Divergence_from_a_certain_answer_to_its_opposite_is_the_difference_of_logits() =>
        Assert.Equal(1600, Likelihood.Categorical(2).KullbackLeibler([800, -800], [-800, 800]), 1e-9);

    [Fact]
    public void NaN_among_the_logits_reaches_every_result()
    {
        CategoricalLikelihood likelihood = Likelihood.Categorical(3);
        double[] θ = [1, double.NaN, 2], mean = new double[3];
        Assert.Equal(double.NaN, likelihood.LogPartitionAndMean(θ, mean));
        Assert.Contains(double.NaN, mean);
        Assert.Equal(double.NaN, likelihood.Covariance(θ, [1, 2, 3], [1, 2, 3]));
        Assert.Equal(double.NaN, likelihood.KullbackLeibler(θ, [0, 0, 0]));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(-1, false)]
    [InlineData(2.5, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void Support_is_the_label_numbers(double label, bool expected)
    {
        Assert.Equal(expected, Likelihood.Categorical(10).IsInSupport([label]));
        Assert.Equal("a label from 0 to 9", Likelihood.Categorical(10).Support);
    }

    [Fact]
    public void One_label_is_no_choice() => Assert.Throws<ArgumentOutOfRangeException>(() => Likelihood.Categorical(1));
}
