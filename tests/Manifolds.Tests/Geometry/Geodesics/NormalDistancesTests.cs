using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Manifolds.Geometry.Geodesics.Normals;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Geometry.Geodesics;

public sealed class NormalDistancesTests
{
    [Fact]
    public void Many_distances_are_those_of_single_pairs_near_and_far()
    {
        const int count = 4003;
        RandomSequence random = RandomStream.FromSeed(21).From();
        double[] means = new double[count], deviations = new double[count], otherMeans = new double[count], otherDeviations = new double[count], distances = new double[count];
        for (int pair = 0; pair < count; pair++)
        {
            means[pair] = random.NextNormal();
            deviations[pair] = Math.Pow(10, (16 * random.NextUniform()) - 8);
            double step = Math.Pow(10, (30 * random.NextUniform()) - 20);
            otherMeans[pair] = means[pair] + (step * deviations[pair]);
            otherDeviations[pair] = deviations[pair] * (1 + step);
        }

        NormalDistances.Fill(means, deviations, otherMeans, otherDeviations, distances);
        Normal family = new();
        for (int pair = 0; pair < count; pair++)
        {
            double expected = FisherRao.Distance(family.At(means[pair], deviations[pair]), family.At(otherMeans[pair], otherDeviations[pair])).Value;
            Assert.Equal(expected, distances[pair], 4e-15 * expected);
        }
    }

    [Fact]
    public void Extreme_pairs_among_ordinary_ones_are_finite_and_right()
    {
        double[] means = [0, 0, 1e300, 0, 0, 5, 0, 0], deviations = [1e-200, 1, 1, 1e300, 1, 1, 1, 1e-8], otherMeans = [0, 1e-200, -1e300, 0, 0, 5, 1, 0], otherDeviations = [1e-199, 1, 1, 1e-300, 1, 1, 1, 1e8];
        double[] expected = [Math.Sqrt(2) * Math.Log(10), 1e-200, 2 * Math.Sqrt(2) * (Math.Log(Math.Sqrt(2)) + (300 * Math.Log(10))), 600 * Math.Sqrt(2) * Math.Log(10), 0, 0, 0.9802581434685471917, 16 * Math.Sqrt(2) * Math.Log(10)];
        double[] distances = new double[8];
        NormalDistances.Fill(means, deviations, otherMeans, otherDeviations, distances);
        for (int pair = 0; pair < 8; pair++) Assert.Equal(expected[pair], distances[pair], 1e-14 * expected[pair]);
    }

    [Fact]
    public void A_deviation_that_is_not_positive_is_refused_by_its_pair()
    {
        double[] zeros = new double[20], ones = new double[20], bad = new double[20], distances = new double[20];
        Array.Fill(ones, 1);
        Array.Fill(bad, 1);
        bad[11] = -2;
        InvalidInputException refusal = Assert.Throws<InvalidInputException>(() => NormalDistances.Fill(zeros, ones, zeros, bad, distances));
        Assert.Contains("pair 11", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => NormalDistances.Fill([double.NaN], [1], [0], [1], distances.AsSpan(0, 1)));
        Assert.Throws<ArgumentException>(() => NormalDistances.Fill(zeros, ones, zeros, ones, distances.AsSpan(0, 19)));
    }
}
