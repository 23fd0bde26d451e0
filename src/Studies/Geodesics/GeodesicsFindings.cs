using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>What was drawn: the paths in the order of <see cref="PathKind"/>, and the circles.</summary>
internal sealed record GeodesicsFindings(IReadOnlyList<DistributionPath> Paths, IReadOnlyList<FisherCircle> Circles)
{
    /// <summary>The paths' common start.</summary>
    public Distribution From => Paths[0].Points[0];

    /// <summary>Their common end.</summary>
    public Distribution To => Paths[0].Points[^1];

    /// <summary>The content of study.json.</summary>
    public GeodesicsDocuments.GeodesicsDocument ToJson() => new(
        From.ToString(),
        To.ToString(),
        [.. Paths.Select(path => new GeodesicsDocuments.PathDocument(NameOf(path.Kind), path.Length.Value, Points(path.Points)))],
        [.. Circles.Select(circle => new GeodesicsDocuments.CircleDocument(circle.Radius, Points(circle.Points)))]);

    private static GeodesicsDocuments.NormalDocument[] Points(IEnumerable<Distribution> points) => [.. points.Select(point => new GeodesicsDocuments.NormalDocument(point.Parameters[0], point.Parameters[1]))];

    /// <summary>What a path is called.</summary>
    public static string NameOf(PathKind kind) => kind switch { PathKind.Exponential => "e-geodesic", PathKind.Mixture => "m-geodesic", _ => "Fisher–Rao geodesic" };
}
