using Neuromanifold.Experiments.Runs;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Geodesics;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>Draws the three paths from N(0, 1) to N(5, 4), in variances, and circles around the first; a matter of milliseconds.</summary>
internal sealed class PreparedGeodesics(Study study, int points) : PreparedStudy
{
    private static readonly double[] s_radii = [0.5, 1, 1.5, 2, 2.5];

    public override StudyOutcome Run(RunDirectory directory, Begin begin, CancellationToken cancellation)
    {
        Normal family = new();
        Distribution from = family.At(0, 1), to = family.At(5, 2);
        DistributionPath[] paths = [.. Enum.GetValues<PathKind>().Select(kind => DistributionPath.Between(from, to, kind, points))];
        FisherCircle[] circles = [.. s_radii.Select(radius => Circle(from, radius))];
        GeodesicsFindings findings = new(study, paths, circles);
        return new StudyOutcome(GeodesicsClaims.Of(findings), GeodesicsJson.Of(findings), GeodesicsReport.Of(findings));
    }

    // exp_p of vectors of one length in every direction: the metric at N(0, 1) is diag(1, 2).
    private FisherCircle Circle(Distribution centre, double radius) => new(radius,
    [
        .. Enumerable.Range(0, points).Select(index => 2 * Math.PI * index / (points - 1)).Select(angle =>
            FisherRao.Exponential(centre, centre.Parameters[1] * radius * Math.Cos(angle), centre.Parameters[1] * radius * Math.Sin(angle) / Math.Sqrt(2))),
    ]);
}
