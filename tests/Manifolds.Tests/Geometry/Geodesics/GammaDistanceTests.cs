using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Geometry.Geodesics;

public sealed class GammaDistanceTests
{
    private static readonly Gamma Family = new();

    [Theory]
    [InlineData(2, 1, 5, 3, 0.751857218262542470)]
    [InlineData(1, 1, 1, 10, 2.14457200458831553)]
    public void Distances_are_those_of_the_table(double shape, double rate, double otherShape, double otherRate, double expected) =>
        Assert.Equal(1, FisherRao.Distance(Family.At(shape, rate), Family.At(otherShape, otherRate)).Value / expected, 1e-14);

    [Fact]
    public void The_exponential_map_undoes_the_logarithm()
    {
        RandomSequence random = RandomStream.FromSeed(1).From();
        for (int draw = 0; draw < 300; draw++)
        {
            Distribution from = Draw(ref random), to = Draw(ref random);
            Geodesic path = FisherRao.Geodesic(from, to);
            Distribution end = FisherRao.Exponential(from, path.Logarithm());
            Assert.Equal(0, FisherRao.Distance(end, to).Value, 1e-8);
            Assert.Equal(path.Length, FisherRao.Distance(to, from).Value, 1e-13 * path.Length);
            Assert.Equal(0.3 * path.Length, FisherRao.Distance(from, path.At(0.3)).Value, 1e-12 * path.Length);
            Assert.Equal(0.7 * path.Length, FisherRao.Distance(to, path.At(0.3)).Value, 1e-12 * path.Length);
            Assert.InRange(path.ErrorEstimate, 0, 1e-12 * path.Length);
            double jeffreys = Family.KullbackLeibler(from.Parameters.AsSpan(), to.Parameters.AsSpan())!.Value + Family.KullbackLeibler(to.Parameters.AsSpan(), from.Parameters.AsSpan())!.Value;
            Assert.True(path.Length <= Math.Sqrt(jeffreys) * (1 + 1e-12));
        }
    }

    private static Distribution Draw(ref RandomSequence random) =>
        Family.At(Math.Pow(10, (3 * random.NextUniform()) - 1), Math.Pow(10, (3 * random.NextUniform()) - 1));
}
