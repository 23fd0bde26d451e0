using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Directional;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.Manifolds.ProductFamilies;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.Geometry.Geodesics;

/// <summary>What every geodesic obeys, whatever the family and however it was found.</summary>
public sealed class GeodesicLawTests
{
    private delegate Distribution Draw(ref RandomSequence random);

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, Draw> Cases { get; } = new(StringComparer.Ordinal)
    {
        ["normal"] = (ref RandomSequence random) => new Normal().At(random.NextNormal(), Positive(ref random)),
        ["log-normal"] = (ref RandomSequence random) => new LogNormal().At(random.NextNormal(), Positive(ref random)),
        ["inverse normal"] = (ref RandomSequence random) => new InverseNormal().At(Positive(ref random), Positive(ref random)),
        ["gamma"] = (ref RandomSequence random) => new Gamma().At(Positive(ref random), Positive(ref random)),
        ["inverse gamma"] = (ref RandomSequence random) => new InverseGamma().At(Positive(ref random), Positive(ref random)),
        ["beta"] = (ref RandomSequence random) => new Beta().At(Positive(ref random), Positive(ref random)),
        ["dirichlet"] = (ref RandomSequence random) => new Dirichlet(4).At(Positive(ref random), Positive(ref random), Positive(ref random), Positive(ref random)),
        ["exponential"] = (ref RandomSequence random) => new Exponential().At(Positive(ref random)),
        ["weibull of known shape"] = (ref RandomSequence random) => new FixedShapeWeibull(2.5).At(Positive(ref random)),
        ["poisson"] = (ref RandomSequence random) => new Poisson().At(Positive(ref random)),
        ["geometric"] = (ref RandomSequence random) => NegativeBinomial.Geometric.At(0.01 + (0.98 * random.NextUniform())),
        ["negative binomial"] = (ref RandomSequence random) => new NegativeBinomial(3.5).At(0.01 + (0.98 * random.NextUniform())),
        ["binomial"] = (ref RandomSequence random) => new Binomial(7).At(0.01 + (0.98 * random.NextUniform())),
        ["categorical"] = (ref RandomSequence random) => new Categorical(4).At(Probabilities(ref random)),
        ["multinomial"] = (ref RandomSequence random) => new Multinomial(5, 4).At(Probabilities(ref random)),
        ["diagonal normal"] = (ref RandomSequence random) => new DiagonalNormal(2).At(random.NextNormal(), random.NextNormal(), Positive(ref random), Positive(ref random)),
        ["normal of known covariance"] = (ref RandomSequence random) => new FixedCovarianceNormal(new Matrix<double>(2, 2, [2, 1, 1, 3])).At(random.NextNormal(), random.NextNormal()),
        ["normal of known mean"] = (ref RandomSequence random) => new FixedMeanNormal(1, -1, 2).At(Covariance(ref random, 3)),
        ["cauchy"] = (ref RandomSequence random) => new Cauchy().At(random.NextNormal(), Positive(ref random)),
        ["laplace"] = (ref RandomSequence random) => new Laplace().At(random.NextNormal(), Positive(ref random)),
        ["weibull"] = (ref RandomSequence random) => new Weibull().At(Positive(ref random), Positive(ref random)),
        ["von mises"] = (ref RandomSequence random) => new VonMises().At(3.1 * ((2 * random.NextUniform()) - 1), Positive(ref random)),
        ["von mises–fisher"] = (ref RandomSequence random) => new VonMisesFisher(3).At([.. Direction(ref random), Positive(ref random)]),
        ["directions of known concentration"] = (ref RandomSequence random) => new FixedConcentrationVonMisesFisher(3, 2.5).At(Direction(ref random)),
        ["wishart"] = (ref RandomSequence random) => new Wishart(2).At([1.5 + Positive(ref random), .. Covariance(ref random, 2)]),
        ["product"] = (ref RandomSequence random) => new ProductFamily(new Gamma(), new Normal()).At(Positive(ref random), Positive(ref random), random.NextNormal(), Positive(ref random)),
        ["multivariate normal"] = (ref RandomSequence random) => new MultivariateNormal(2).At([random.NextNormal(), random.NextNormal(), .. Covariance(ref random, 2)]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Distances_are_symmetric_and_obey_the_triangle_inequality(string name)
    {
        RandomSequence random = RandomStream.FromSeed(11).From();
        for (int draw = 0; draw < 6; draw++)
        {
            Distribution a = Cases[name](ref random), b = Cases[name](ref random), c = Cases[name](ref random);
            double ab = FisherRao.Distance(a, b).Value, bc = FisherRao.Distance(b, c).Value, ac = FisherRao.Distance(a, c).Value;
            Assert.Equal(1, FisherRao.Distance(b, a).Value / ab, 1e-10);
            Assert.True(ac <= (ab + bc) * (1 + 1e-12), $"{a}, {b}, {c}");
            Assert.Equal(0, FisherRao.Distance(a, a).Value);
            if (a.Family is not ExponentialFamily) continue;
            double? forward = a.Family.KullbackLeibler(a.Parameters.AsSpan(), b.Parameters.AsSpan()), back = a.Family.KullbackLeibler(b.Parameters.AsSpan(), a.Parameters.AsSpan());
            Assert.True(ab <= Math.Sqrt(forward!.Value + back!.Value) * (1 + 1e-12), $"{a}, {b}: {ab} is longer than the root of Jeffreys' divergence.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Paths_run_at_constant_speed_and_split_their_length(string name)
    {
        RandomSequence random = RandomStream.FromSeed(12).From();
        for (int draw = 0; draw < 2; draw++)
        {
            Distribution from = Cases[name](ref random), to = Cases[name](ref random);
            Geodesic path = FisherRao.Geodesic(from, to);
            Assert.Equal(1, path.Length / FisherRao.Distance(from, to).Value, 1e-10);
            foreach (double time in new[] { 0, 0.1, 0.5, 0.8, 1 })
            {
                Distribution at = path.At(time);
                double[] velocity = path.Velocity(time);
                double speed = from.Family.UsualManifold.Length(at.Coordinates(), velocity);
                Assert.Equal(1, speed / path.Length, 1e-8);
                Assert.Equal(time * path.Length, FisherRao.Distance(from, at).Value, 1e-9 * path.Length);
                Assert.Equal((1 - time) * path.Length, FisherRao.Distance(at, to).Value, 1e-9 * path.Length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Paths_satisfy_the_geodesic_equation(string name)
    {
        const double h = 1e-5;
        RandomSequence random = RandomStream.FromSeed(13).From();
        for (int draw = 0; draw < 2; draw++)
        {
            Distribution from = Cases[name](ref random), to = Cases[name](ref random);
            Geodesic path = FisherRao.Geodesic(from, to);
            Connection connection = from.Family.UsualManifold.Connection(0);
            foreach (double time in new[] { 0.2, 0.5, 0.9 })
            {
                double[] before = path.Velocity(time - h), after = path.Velocity(time + h), acceleration = new double[before.Length];
                connection.Acceleration(path.At(time).Coordinates(), path.Velocity(time), acceleration);
                double[] change = [.. after.Zip(before, (later, earlier) => (later - earlier) / (2 * h))], rest = [.. change.Zip(acceleration, (found, wanted) => found - wanted)];
                double size = from.Family.UsualManifold.Length(path.At(time).Coordinates(), rest);
                Assert.True(size <= 1e-5 * path.Length * (1 + (path.Length * path.Length)), $"{from} to {to} at {time}: {size} for a length of {path.Length}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_exponential_map_undoes_the_logarithm(string name)
    {
        RandomSequence random = RandomStream.FromSeed(14).From();
        for (int draw = 0; draw < 2; draw++)
        {
            Distribution from = Cases[name](ref random), to = Cases[name](ref random);
            Distribution end = FisherRao.Exponential(from, FisherRao.Geodesic(from, to).Logarithm());
            Assert.Equal(0, FisherRao.Distance(end, to).Value, 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Near_distances_are_the_length_in_the_metric(string name)
    {
        RandomSequence random = RandomStream.FromSeed(15).From();
        for (int draw = 0; draw < 2; draw++)
        {
            Distribution from = Cases[name](ref random), to = Cases[name](ref random);
            double[] start = from.Coordinates(), end = to.Coordinates(), step = new double[start.Length], near = new double[start.Length], parameters = new double[from.Family.ParameterLength];
            for (int place = 0; place < step.Length; place++)
            {
                near[place] = start[place] + (1e-9 * (end[place] - start[place]));
                step[place] = near[place] - start[place];
            }

            from.Family.FromCoordinates(near, parameters);
            double expected = from.Family.UsualManifold.Length(start, step);
            Assert.Equal(1, FisherRao.Distance(from, from.Family.At(parameters)).Value / expected, 2e-6);
        }
    }

    private static double Positive(ref RandomSequence random) => Math.Pow(10, (2 * random.NextUniform()) - 1);

    private static double[] Probabilities(ref RandomSequence random)
    {
        double[] weights = [0.02 + random.NextUniform(), 0.02 + random.NextUniform(), 0.02 + random.NextUniform(), 0.02 + random.NextUniform()];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static double[] Direction(ref RandomSequence random)
    {
        double[] vector = [random.NextNormal(), random.NextNormal(), random.NextNormal()];
        double length = Math.Sqrt(vector.Sum(component => component * component));
        return [.. vector.Select(component => component / length)];
    }

    private static double[] Covariance(ref RandomSequence random, int order)
    {
        double[] root = new double[order * order], covariance = new double[order * order];
        random.FillNormal<double>(root);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                for (int k = 0; k < order; k++) covariance[(i * order) + j] += root[(i * order) + k] * root[(j * order) + k];
            }

            covariance[(i * order) + i] += 0.2;
        }

        return covariance;
    }
}
