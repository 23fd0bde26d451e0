using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>The charts: the half-plane with paths and circles, then the densities along each path.</summary>
internal static class GeodesicsReport
{
    private const double LeftEnd = -6, RightEnd = 14;

    private const int DensityPoints = 201;

    private static readonly double[] s_times = [0, 0.25, 0.5, 0.75, 1];

    public static IReadOnlyList<ReportChart> Charts(GeodesicsFindings findings) => [Plane(findings), .. findings.Paths.Select(Densities)];

    private static ReportChart Plane(GeodesicsFindings findings) => new()
    {
        Subject = GeodesicsClaims.Plane,
        Title = "Three paths, and circles around their start",
        Description = $"Each point is a normal distribution. Lengths: {string.Join(", ", findings.Paths.Select(path => $"{GeodesicsFindings.NameOf(path.Kind)} {NumberText.Format(path.Length.Value, "f4")}"))}. Circles have radii {string.Join(", ", findings.Circles.Select(circle => NumberText.Exact(circle.Radius)))}.",
        X = new ReportAxis("mean μ"),
        Y = new ReportAxis("standard deviation σ"),
        EqualScales = true,
        Lines =
        [
            .. findings.Paths.Select(path => Line(GeodesicsFindings.NameOf(path.Kind), path.Points, ReportLineStyle.Solid)),
            .. findings.Circles.Select(circle => Line("circles of equal distance", circle.Points, ReportLineStyle.Dashed)),
            Line("ends", [findings.From, findings.To], ReportLineStyle.Points),
        ],
    };

    private static ReportLine Line(string name, IReadOnlyList<Distribution> points, ReportLineStyle style) => new()
    {
        Name = name,
        Style = style,
        X = [.. points.Select(point => point.Parameters[0])],
        Y = [.. points.Select(point => point.Parameters[1])],
    };

    private static ReportChart Densities(DistributionPath path) => new()
    {
        Subject = GeodesicsClaims.Densities,
        Title = $"Along the {GeodesicsFindings.NameOf(path.Kind)}",
        Description = "The densities at both ends and at each quarter of the way.",
        X = new ReportAxis("y"),
        Y = new ReportAxis("density"),
        Lines = [.. s_times.Select(time => Density(path, time))],
    };

    private static ReportLine Density(DistributionPath path, double time)
    {
        Distribution at = path.Points[(int)Math.Round(time * (path.Points.Count - 1))];
        double[] y = [.. Enumerable.Range(0, DensityPoints).Select(index => LeftEnd + ((RightEnd - LeftEnd) * index / (DensityPoints - 1)))];
        return new ReportLine
        {
            Name = $"t = {NumberText.Exact(time)}",
            Style = time is 0 or 1 ? ReportLineStyle.Dashed : ReportLineStyle.Solid,
            X = y,
            Y = [.. y.Select(value => Math.Exp(at.LogDensity(value)))],
        };
    }
}
