using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Geodesics;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>What is known of the three paths, held against the points drawn.</summary>
internal static class GeodesicsClaims
{
    /// <summary>The section of the paths.</summary>
    public const string Plane = "The half-plane of normal distributions";

    /// <summary>The section of the densities.</summary>
    public const string Densities = "The densities on the way";

    private const double Exact = 1e-12;

    public static StudyClaim[] Of(GeodesicsFindings findings)
    {
        DistributionPath shortest = findings.Paths[(int)PathKind.FisherRao], exponential = findings.Paths[(int)PathKind.Exponential], mixture = findings.Paths[(int)PathKind.Mixture];
        double published = 2 * Math.Sqrt(2) * Math.Asinh(0.5 * Math.Sqrt(((25.0 / 2) + 1) / 2));
        double ellipse = Spread(shortest.Points.Select(point => (Square(point.Parameters[0] - 3.1) / 2) + Square(point.Parameters[1])));
        double circles = findings.Circles.Max(circle => circle.Points.Max(point => Math.Abs(FisherRao.Distance(findings.From, point).Value - circle.Radius)));
        Distribution e = Middle(exponential), m = Middle(mixture);
        double middles = new[] { Math.Abs(e.Parameters[0] - 1), Math.Abs(Square(e.Parameters[1]) - 1.6), Math.Abs(m.Parameters[0] - 2.5), Math.Abs(Square(m.Parameters[1]) - 8.75) }.Max();
        double least = Math.Min(exponential.Length.Value, mixture.Length.Value) - shortest.Length.Value;
        return
        [
            new(Plane, "The distance is 2√2 arsinh(½√((Δμ²/2 + Δσ²)/(σ₁σ₂))).", $"{Text(shortest.Length.Value)}, {Text(Math.Abs(shortest.Length.Value - published))} from the formula.", shortest.Length.Value - published, Math.Abs(shortest.Length.Value - published) < Exact),
            new(Plane, "The shortest path is a half ellipse (μ − c)²/2 + σ² = r², here with c = 3.1.", $"(μ − 3.1)²/2 + σ² varies by {Text(ellipse)} of itself along it.", ellipse, ellipse < Exact),
            new(Plane, "The e- and the m-geodesic, each straight in its own chart, are longer in the metric.", $"{Text(exponential.Length.Value)} and {Text(mixture.Length.Value)}.", least, least > 0),
            new(Plane, "Half-way the e-geodesic is at N(1, 1.6) and the m-geodesic at N(2.5, 8.75), in variances.", $"At N({Text(e.Parameters[0])}, {Text(Square(e.Parameters[1]))}) and N({Text(m.Parameters[0])}, {Text(Square(m.Parameters[1]))}).", middles, middles < Exact),
            new(Plane, "Geodesics of one length in all directions end on a circle.", $"Their ends are off by at most {Text(circles)}.", circles, circles < Exact),
            new(Densities, "The e-geodesic is the normalised p^(1−t) q^t; the m-geodesic keeps the mean and the variance of the mixture (1 − t) p + t q, and so runs through the widest densities.", $"The largest deviations are {string.Join(", ", findings.Paths.Select(path => $"{Text(path.Points.Max(point => point.Parameters[1]))} ({GeodesicsFindings.NameOf(path.Kind)})"))}.", null, mixture.Points.Max(point => point.Parameters[1]) > shortest.Points.Max(point => point.Parameters[1])),
        ];
    }

    private static Distribution Middle(DistributionPath path) => path.Points[path.Points.Count / 2];

    // The range of some values over their mean.
    private static double Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return (all.Max() - all.Min()) / all.Average();
    }

    private static double Square(double value) => value * value;

    private static string Text(double value) => NumberText.Format(value, "g6");
}
