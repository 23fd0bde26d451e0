using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Divergences;

public sealed class PotentialDivergenceTests
{
    [Fact]
    public void Squares_and_entropies_give_their_known_divergences()
    {
        double[] x = [0.5, 0.3, 0.2], y = [0.1, 0.2, 0.7];
        Assert.Equal(0.16 + 0.01 + 0.25, PotentialDivergence.Bregman(Squares, x, y), 1e-15);
        Assert.Equal(0.67580589495042590276, PotentialDivergence.Bregman(NegativeEntropy, x, y), 1e-13);
        Assert.Equal(0.15135811157179525930, PotentialDivergence.Jensen(NegativeEntropy, x, y, 0.5), 1e-13);
        Assert.Equal(0.25 * 0.75 * 0.42, PotentialDivergence.Jensen(Squares, x, y, 0.25), 1e-15);
    }

    [Fact]
    public void Both_are_the_differences_of_the_potential_and_keep_near_pairs()
    {
        RandomSequence random = RandomStream.FromSeed(2).From();
        for (int draw = 0; draw < 20; draw++)
        {
            double[] x = [0.1 + random.NextUniform(), 0.1 + random.NextUniform()], y = [0.1 + random.NextUniform(), 0.1 + random.NextUniform()], gradient = new double[2];
            double skew = random.NextUniform();
            ForwardMode.Gradient(NegativeEntropy, y, gradient);
            double bregman = Value(x) - Value(y) - ((x[0] - y[0]) * gradient[0]) - ((x[1] - y[1]) * gradient[1]);
            double[] middle = [(skew * x[0]) + ((1 - skew) * y[0]), (skew * x[1]) + ((1 - skew) * y[1])];
            Assert.Equal(bregman, PotentialDivergence.Bregman(NegativeEntropy, x, y), 1e-14);
            Assert.Equal((skew * Value(x)) + ((1 - skew) * Value(y)) - Value(middle), PotentialDivergence.Jensen(NegativeEntropy, x, y, skew), 1e-14);
        }

        double step = Math.ScaleB(1, -40);
        Assert.Equal(1, PotentialDivergence.Bregman(NegativeEntropy, [1 + step], [1]) / (0.5 * step * step), 1e-11);
        Assert.Equal(0, PotentialDivergence.Bregman(NegativeEntropy, [0.3], [0.3]));
    }

    [Fact]
    public void The_skew_Jensen_divergence_of_the_log_partition_is_that_of_the_distributions()
    {
        Gamma family = new();
        Distribution p = family.At(2, 1), q = family.At(5, 3);
        double[] x = new double[2], y = new double[2];
        family.ToNatural(p.Parameters.AsSpan(), x);
        family.ToNatural(q.Parameters.AsSpan(), y);
        Assert.Equal(Divergence.SkewJensen(0.3).Between(p, q).Value, PotentialDivergence.Jensen(family.LogPartition, x, y, 0.3), 1e-13);
        Assert.Equal(Divergence.KullbackLeibler.Between(p, q).Value, PotentialDivergence.Bregman(family.LogPartition, y, x), 1e-13);
    }

    [Fact]
    public void Points_of_different_spaces_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PotentialDivergence.Bregman(Squares, [1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PotentialDivergence.Jensen(Squares, [1], [2], 1.5));
    }

    private static Jet Squares(ReadOnlySpan<Jet> point)
    {
        Jet sum = 0;
        foreach (Jet coordinate in point) sum += coordinate * coordinate;
        return sum;
    }

    private static Jet NegativeEntropy(ReadOnlySpan<Jet> point)
    {
        Jet sum = 0;
        foreach (Jet coordinate in point) sum += coordinate * Jet.Log(coordinate);
        return sum;
    }

    private static double Value(double[] point) => ForwardMode.Value(NegativeEntropy, point);
}
