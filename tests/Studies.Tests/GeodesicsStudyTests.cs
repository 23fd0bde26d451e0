using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Tests.Runs;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Geodesics;
using System.Text.Json.Nodes;

namespace Neuromanifold.Studies.Tests;

public sealed class GeodesicsStudyTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Every_claim_holds_and_every_path_and_circle_is_drawn()
    {
        GeodesicsStudy study = new();
        StudyConfiguration configuration = new(study.Name, study.DefaultData(_ => { })) { Quick = true };
        StudyOutcome outcome = new StudyRun(study, _ => { }).Start(configuration, _scene.PathOf("geodesics"), (_, _) => throw new InvalidOperationException("Nothing is trained."), TestContext.Current.CancellationToken);
        Assert.All(outcome.Claims, claim => Assert.True(claim.Held, claim.Measured));

        JsonArray paths = outcome.Json["paths"]!.AsArray();
        Assert.Equal(3.0486610338624348, paths[0]!["length"]!.GetValue<double>(), 1e-12);
        JsonNode middle = paths[0]!["points"]!.AsArray()[20]!;
        Assert.Equal(5.0 / 3, middle["mean"]!.GetValue<double>(), 1e-12);
        Assert.Equal(2.1858128414340002, middle["sd"]!.GetValue<double>(), 1e-12);

        ReportChart plane = outcome.Report.Study!.Charts[0];
        Assert.True(plane.EqualScales);
        Assert.Equal(3 + 5 + 1, plane.Lines.Count);
        Assert.All(plane.Lines, line => Assert.All(line.Y, sd => Assert.True(sd > 0)));
        Assert.Equal(3, outcome.Report.Study.Charts.Count(chart => chart.Y.Label == "density"));
        Assert.All(outcome.Report.Study.Charts, chart => Assert.Contains(chart.Subject, outcome.Claims.Select(claim => claim.Subject), StringComparer.Ordinal));
    }
}
