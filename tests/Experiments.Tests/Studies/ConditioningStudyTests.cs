using System.Text.Json.Nodes;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Studies;
using Neuromanifold.Experiments.Studies.Conditioning;
using Neuromanifold.Experiments.Tests.Runs;

namespace Neuromanifold.Experiments.Tests.Studies;

public sealed class ConditioningStudyTests : IDisposable
{
    private static readonly ConditioningPlan s_plan = new([12, 36], Starts: 2) { Reduction = 1e-4 };

    private readonly Scene _scene = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Plain_steps_grow_with_the_condition_number_and_natural_ones_do_not()
    {
        ConditioningStudy study = new(s_plan, s_plan);
        StudyConfiguration configuration = new(study.Name, study.DefaultData(_notes.Add)) { Seed = 5 };
        StudyOutcome outcome = Run(study, configuration, "first");
        Assert.Equal(8, outcome.Claims.Count);
        JsonArray measurements = outcome.Json["measurements"]!.AsArray();
        Assert.Equal(16, measurements.Count);
        foreach (JsonNode? one in measurements)
        {
            double condition = one!["condition_number"]!.GetValue<double>(), theory = 0.5 * condition * Math.Log(1e4);
            Assert.InRange(condition, 6, 100);
            Assert.InRange(one["plain_steps"]!.GetValue<int>(), 0.3 * theory, 2 * theory);
            Assert.InRange(one["natural_steps"]!.GetValue<int>(), 1, 6);
        }

        // A quadratic loss in the chart of its own metric: one natural step of rate one, and the plain rate of theory.
        JsonNode quadratic = measurements[^1]!.Parent!.AsArray().Last(one => one!["problem"]!.GetValue<string>().Contains("known covariance", StringComparison.Ordinal))!;
        Assert.Equal(36, quadratic["condition_number"]!.GetValue<double>(), 1e-9);
        Assert.Equal(1, quadratic["natural_steps"]!.GetValue<int>());
        Assert.Equal(1, quadratic["natural_rate"]!.GetValue<double>(), 1e-12);
        Assert.InRange(quadratic["plain_rate"]!.GetValue<double>(), 0.9, 1.1);

        ReportContent page = outcome.Report;
        Assert.Equal(page.ToJson(), ReportContent.FromJson(page.ToJson()).ToJson(), StringComparer.Ordinal);
        Assert.Equal(4, page.Study!.Charts.Count);
        Assert.All(page.Study.Charts, chart => Assert.Contains(chart.Subject, outcome.Claims.Select(claim => claim.Subject), StringComparer.Ordinal));

        Run(study, configuration, "second");
        Assert.Equal(File.ReadAllText(StudyRun.ResultPath(_scene.PathOf("first"))), File.ReadAllText(StudyRun.ResultPath(_scene.PathOf("second"))), StringComparer.Ordinal);
    }

    [Fact]
    public void The_power_of_steps_is_that_of_their_law()
    {
        ConditioningMeasurement[] square = [.. new[] { 2.0, 10, 20, 40, 80 }.Select(kappa => new ConditioningMeasurement("p", kappa, 0, (int)(3 * kappa * kappa), 1, 7, 1))];
        Assert.Equal(2, ConditioningClaims.Power(square, one => one.PlainSteps)!.Value, 1e-12);
        Assert.Null(ConditioningClaims.Of("p", square.Take(2), s_plan)[0].Held);
        IReadOnlyList<StudyClaim> claims = ConditioningClaims.Of("p", square, s_plan);
        Assert.False(claims[0].Held);
        Assert.True(claims[1].Held);
    }

    private StudyOutcome Run(ConditioningStudy study, StudyConfiguration configuration, string path) =>
        new StudyRun(study, _notes.Add).Start(configuration, _scene.PathOf(path), (_, _) => new Scene.Stop(0), CancellationToken.None);
}
