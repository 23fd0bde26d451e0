using System.Diagnostics;
using Neuromanifold.Claims.Measurements;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Manifolds.Geometry.Geodesics.Normals;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Studies;

namespace Neuromanifold.Claims.Sentences;

/// <summary>What Fisher–Rao distances cost, near and far.</summary>
internal sealed class GeodesicCost : IClaim
{
    private const int Pairs = 1000, Normals = 1_000_000;

    private const double Agreement = 1e-8;

    public string Name => "geodesic-cost";

    public string Sentence => "Distances between random gamma, beta and Dirichlet distributions with parameters from 0.1 to 100 take at most a hundredth of geomstats' time and are right to 1e-8; a million distances of normal distributions take under 0.03 s on one core.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        // Milliseconds a pair by geomstats, as measured once where it could be installed.
        (string Subject, DistributionFamily Family, double Elsewhere)[] tasks = [("gamma", new Gamma(), 35), ("beta", new Beta(), 97), ("Dirichlet of three", new Dirichlet(3), 197)];
        foreach ((string subject, DistributionFamily family, double elsewhere) in tasks)
        {
            (Distribution From, Distribution To)[] pairs = Draw(family);
            int refused = 0;
            Time();
            Sample times = new([.. Enumerable.Range(0, options.Rounds).Select(_ => -Time())]);
            yield return Finding.AtMost($"{subject}, ms a pair, median of {options.Rounds}", -1000 * times.Median / Pairs, elsewhere / 100, "0.000");
            yield return Finding.Beside($"{subject}, pairs refused of {Pairs}", $"{refused}");
            yield return Finding.AtMost($"{subject}, greatest relative miss of the geodesic's end, shot from its middle, first 100 pairs", pairs.Take(100).Max(Miss), Agreement, "0.0e+0");

            double Time()
            {
                refused = 0;
                long start = Stopwatch.GetTimestamp();
                foreach ((Distribution from, Distribution to) in pairs)
                {
                    try
                    {
                        FisherRao.Distance(from, to);
                    }
                    catch (NumericalException)
                    {
                        refused++;
                    }
                }

                return Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        yield return Finding.AtMost("a million normal distances, seconds, best", -new Sample([.. Enumerable.Range(0, 20 * options.Rounds).Select(_ => -TimeNormals())]).Best, 0.03, "0.0000");
    }

    // The path as the metric's own geodesic equation has it, followed by Runge and Kutta's method from the middle to both ends, whatever way the
    // distance was found; its speed is the distance that is claimed.
    private static double Miss((Distribution From, Distribution To) pair)
    {
        Geodesic path = FisherRao.Geodesic(pair.From, pair.To);
        double[] velocity = path.Velocity(0.5);
        Distribution middle = path.At(0.5);
        GeodesicFlow flow = new(middle.Family.UsualManifold.Connection(0));
        Distribution end = Shot(0.5), start = Shot(-0.5);
        double misses = FisherRao.Distance(end, pair.To).Value + FisherRao.Distance(start, pair.From).Value;
        double speed = middle.Family.UsualManifold.Length(middle.Coordinates(), velocity);
        return (misses + Math.Abs(speed - path.Length)) / path.Length;

        Distribution Shot(double time)
        {
            double[] parameters = new double[middle.Family.ParameterLength];
            middle.Family.FromCoordinates(flow.Shoot(middle.Coordinates(), velocity, time).Point.AsSpan(), parameters);
            return middle.Family.At(parameters);
        }
    }

    private static (Distribution From, Distribution To)[] Draw(DistributionFamily family)
    {
        RandomSequence random = RandomStream.FromSeed(4).From();
        (Distribution, Distribution)[] pairs = new (Distribution, Distribution)[Pairs];
        for (int pair = 0; pair < Pairs; pair++) pairs[pair] = (One(ref random), One(ref random));
        return pairs;

        Distribution One(ref RandomSequence random)
        {
            double[] parameters = new double[family.ParameterLength];
            for (int place = 0; place < parameters.Length; place++) parameters[place] = Math.Pow(10, (3 * random.NextUniform()) - 1);
            return family.At(parameters);
        }
    }

    private static double TimeNormals()
    {
        RandomSequence random = RandomStream.FromSeed(5).From();
        double[] means = new double[Normals], deviations = new double[Normals], otherMeans = new double[Normals], otherDeviations = new double[Normals], distances = new double[Normals];
        random.FillNormal<double>(means);
        random.FillNormal<double>(otherMeans);
        random.FillUniform<double>(deviations, 0.1, 10);
        random.FillUniform<double>(otherDeviations, 0.1, 10);
        NormalDistances.Fill(means, deviations, otherMeans, otherDeviations, distances);
        long start = Stopwatch.GetTimestamp();
        NormalDistances.Fill(means, deviations, otherMeans, otherDeviations, distances);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
