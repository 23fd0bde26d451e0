using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.ExponentialFamilies.Multivariate;

public sealed class WishartTests
{
    // Each statistic below raises a false alarm with probability 1e-6 over seeds; the seeds are fixed.
    private const double RareDeviation = 4.8916;

    private static readonly double[] _scale = [2, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 0.5];

    [Fact]
    public void Closed_forms_agree_with_the_log_partition()
    {
        RandomSequence random = RandomStream.FromSeed(1).From();
        for (int draw = 0; draw < 10; draw++)
        {
            double freedom = 2 + Math.Exp(random.NextNormal()), reference = 2 + Math.Exp(2 * random.NextNormal());
            double[] outcome = [3, 1, 0.2, 1, 2, 0.1, 0.2, 0.1, 1], other = [1, 0.1, 0, 0.1, 2, 0, 0, 0, 3];
            ClosedForms.AgreeWithTheLogPartition(new Wishart(3), [freedom, .. _scale], [reference, .. other], outcome, 1e-9);
        }
    }

    [Fact]
    public void One_dimension_is_a_gamma_distribution_of_shape_half_the_degrees_of_freedom()
    {
        Wishart wishart = new(1);
        Gamma gamma = new();
        Assert.Equal(gamma.LogDensity([2.5, 0.25], [3]), wishart.LogDensity([5, 2], [3]), 1e-13);
        Assert.Equal(gamma.Entropy([2.5, 0.25]), wishart.Entropy([5, 2]), 1e-13);
        Assert.Equal(gamma.KullbackLeibler([2.5, 0.25], [1, 0.1])!.Value, wishart.KullbackLeibler([5, 2], [2, 5])!.Value, 1e-13);
    }

    [Fact]
    public void Samples_have_the_textbook_moments()
    {
        // E[Y] = νV, Var(Y_ij) = ν(V_ij² + V_ii V_jj), also for degrees of freedom that are no integer.
        const int count = 40_000;
        const double freedom = 4.5;
        Matrix<double> outcomes = new Wishart(3).At([freedom, .. _scale]).Sample(count, RandomStream.FromSeed(2));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double sum = 0, v = _scale[(3 * i) + j];
                for (int row = 0; row < count; row++) sum += outcomes[row, (3 * i) + j] - (freedom * v);
                Assert.InRange(sum / Math.Sqrt(count * freedom * ((v * v) + (_scale[4 * i] * _scale[4 * j]))), -RareDeviation, RareDeviation);
            }
        }
    }

    [Fact]
    public void Degrees_of_freedom_within_and_beyond_the_domain_are_told_apart()
    {
        Wishart family = new(3);
        Assert.Contains("a number > 2", Assert.Throws<InvalidInputException>(() => family.At([2, .. _scale])).Message, StringComparison.Ordinal);
        Assert.Equal(double.NegativeInfinity, family.LogDensity([3, .. _scale], [1, 2, 0, 2, 1, 0, 0, 0, 1]));
        Assert.Throws<NumericalException>(() => family.MaximumLikelihood(new Matrix<double>(2, 9, [.. _scale, .. _scale])));
    }

    [Fact]
    public void Many_degrees_of_freedom_keep_the_digits_of_divergences()
    {
        // ½ (Δν)² φ″/4 with φ″(a) = p(p+1)/(4a²) + … for large a.
        const double freedom = 1e6, step = 1;
        double[] first = [.. _scale.Select(value => value / freedom)], second = [.. _scale.Select(value => value / (freedom + step))];
        double expected = 0.5 * 0.25 * 12 / (4 * 0.25 * freedom * freedom);
        Assert.Equal(1, new Wishart(3).KullbackLeibler([freedom, .. first], [freedom + step, .. second])!.Value / expected, 1e-5);
    }
}
