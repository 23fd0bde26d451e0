using System.Text.Json.Nodes;
using Neuromanifold.Manifolds.Distributions;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>All points in full precision.</summary>
internal static class GeodesicsJson
{
    public static JsonObject Of(GeodesicsFindings findings) => new()
    {
        ["study"] = findings.Study.Name,
        ["from"] = findings.From.ToString(),
        ["to"] = findings.To.ToString(),
        ["claims"] = new JsonArray([.. GeodesicsClaims.Of(findings).Select(claim => new JsonObject { ["published"] = claim.Published, ["measured"] = claim.Measured, ["value"] = claim.Value, ["held"] = claim.Held })]),
        ["paths"] = new JsonArray([.. findings.Paths.Select(path => new JsonObject
        {
            ["name"] = GeodesicsFindings.NameOf(path.Kind),
            ["length"] = path.Length.Value,
            ["points"] = Points(path.Points),
        })]),
        ["circles"] = new JsonArray([.. findings.Circles.Select(circle => new JsonObject { ["radius"] = circle.Radius, ["points"] = Points(circle.Points) })]),
    };

    private static JsonArray Points(IReadOnlyList<Distribution> points) => [.. points.Select(point => new JsonObject { ["mean"] = point.Parameters[0], ["sd"] = point.Parameters[1] })];
}
