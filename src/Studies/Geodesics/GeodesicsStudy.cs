using System.Text.Json;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Geodesics;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>
/// The upper half-plane of normal distributions: the shortest path, the e- and the m-geodesic from N(0, 1) to N(5, 4), in variances, and
/// circles around the first; a matter of milliseconds.
/// </summary>
internal sealed class GeodesicsStudy() : Study(
    "geodesics",
    "Geodesics between normal distributions",
    "normal distributions as a half-plane: Fisher–Rao, e- and m-geodesics, circles, and the densities on the way",
    "Amari, Information geometry and its applications, 2016, ch. 2–3; Costa, Santos and Strapasson, Fisher information distance: a geometrical reading, 2015")
{
    private static readonly double[] s_radii = [0.5, 1, 1.5, 2, 2.5];

    public override bool TakesData => false;

    protected internal override StudyFindings Measure(StudyBench bench)
    {
        int points = bench.Configuration.Quick ? 41 : 201;
        Normal family = new();
        Distribution from = family.At(0, 1), to = family.At(5, 2);
        GeodesicsFindings findings = new(
            [.. Enum.GetValues<PathKind>().Select(kind => DistributionPath.Between(from, to, kind, points))],
            [.. s_radii.Select(radius => Circle(from, radius, points))]);
        return new StudyFindings(GeodesicsClaims.Of(findings), JsonSerializer.SerializeToNode(findings.ToJson(), GeodesicsJson.Default.GeodesicsDocument)!.AsObject())
        {
            Facts = [new("from", from.ToString()), new("to", to.ToString())],
            Notes = ["The metric is (dμ² + 2dσ²)/σ²: a half-plane of curvature −½, in which small deviations are far apart."],
            Charts = GeodesicsReport.Charts(findings),
        };
    }

    // exp_p of vectors of one length in every direction: the metric at N(0, 1) is diag(1, 2).
    private static FisherCircle Circle(Distribution centre, double radius, int points) => new(radius,
    [
        .. Enumerable.Range(0, points).Select(index => 2 * Math.PI * index / (points - 1)).Select(angle =>
            FisherRao.Exponential(centre, centre.Parameters[1] * radius * Math.Cos(angle), centre.Parameters[1] * radius * Math.Sin(angle) / Math.Sqrt(2))),
    ]);
}
