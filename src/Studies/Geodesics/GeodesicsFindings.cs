using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>What was drawn: the paths in the order of <see cref="PathKind"/>, and the circles.</summary>
internal sealed record GeodesicsFindings(Study Study, IReadOnlyList<DistributionPath> Paths, IReadOnlyList<FisherCircle> Circles)
{
    /// <summary>The paths' common start.</summary>
    public Distribution From => Paths[0].Points[0];

    /// <summary>Their common end.</summary>
    public Distribution To => Paths[0].Points[^1];

    /// <summary>What a path is called.</summary>
    public static string NameOf(PathKind kind) => kind switch { PathKind.Exponential => "e-geodesic", PathKind.Mixture => "m-geodesic", _ => "Fisher–Rao geodesic" };
}
