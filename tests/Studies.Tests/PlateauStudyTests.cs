using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Tests.Runs;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Optimisers;
using Neuromanifold.Studies.Plateau;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Neuromanifold.Studies.Tests;

public sealed class PlateauStudyTests : IDisposable
{
    private const string Plain = "plain gradient", Natural = "natural gradient, damping 0.001", Damped = "natural gradient, damping 10", Units = "unit-wise natural gradient, damping 0.001";

    private static readonly PlateauPlan s_plan = new(Seeds: 2, ChoiceSeeds: 1, MaximumSteps: 400, [0.3, 1], [1e-3, 10]) { Inputs = 5, Batch = 100, StartLength = 0.01 };

    private readonly Scene _scene = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void The_plain_gradient_stands_still_where_the_natural_one_does_not()
    {
        StudyOutcome outcome = Run("first");
        Assert.Contains(_notes, note => note.StartsWith("About ", StringComparison.Ordinal));
        JsonNode[] runs = [.. outcome.Json["measurements"]!.AsArray().Select(one => one!)];
        Assert.Equal<IEnumerable<string>>([Plain, Natural, Damped, Units], [.. runs.Select(run => run["contender"]!.GetValue<string>()).Distinct(StringComparer.Ordinal)]);
        Assert.Equal(4 * 2, runs.Length);
        Assert.Equal(4 * 2, outcome.Json["choices"]!.AsArray().Count);
        Assert.InRange(Steps(runs, Natural).Max(), 0, 4);
        foreach (string contender in new[] { Plain, Damped, Units }) Assert.InRange(Steps(runs, contender).Min(), 15, 400);
        Assert.True(outcome.Claims[1].Held, outcome.Claims[1].Measured);
        Assert.All(runs, run => Assert.All(run["curve"]!.AsArray(), point => Assert.InRange(point!["smallest_eigenvalue"]!.GetValue<double>(), -1e-12, point["largest_eigenvalue"]!.GetValue<double>())));

        // All start alike.
        foreach (IGrouping<long, JsonNode> seed in runs.GroupBy(run => run["seed"]!.GetValue<long>()))
            Assert.Single(seed.Select(run => run["curve"]![0]!["error"]!.GetValue<double>()).Distinct());

        ReportContent page = outcome.Report;
        Assert.Equal(page.ToJson(), ReportContent.FromJson(page.ToJson()).ToJson(), StringComparer.Ordinal);
        Assert.All(page.Study!.Charts, chart => Assert.Contains(chart.Subject, outcome.Claims.Select(claim => claim.Subject), StringComparer.Ordinal));
        Assert.All(page.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Headings.Count, row.Count)));

        Run("second");
        Assert.Equal(File.ReadAllText(StudyRun.ResultPath(_scene.PathOf("first"))), File.ReadAllText(StudyRun.ResultPath(_scene.PathOf("second"))), StringComparer.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_measured_and_nothing_else()
    {
        Run("whole");
        string file = _scene.PathOf("whole/measurements.jsonl"), result = StudyRun.ResultPath(_scene.PathOf("whole"));
        string[] lines = File.ReadAllLines(file);
        Assert.Equal(2 * 4 * 2, lines.Length);
        byte[] before = File.ReadAllBytes(result);
        File.WriteAllText(file, string.Join('\n', lines[..3]) + "\n" + lines[3][..40]);
        File.Delete(result);
        PlateauStudy study = new(s_plan, s_plan);
        StudyConfiguration configuration = StudyRun.ReadConfiguration(_scene.PathOf("whole"));
        _notes.Clear();
        new StudyRun(study, _notes.Add).Resume(configuration, _scene.PathOf("whole"), static (_, _) => new Scene.Stop(0), CancellationToken.None);
        Assert.Contains(_notes, note => note.Contains("13 measurements", StringComparison.Ordinal));
        Assert.Equal(before, File.ReadAllBytes(result));
        Assert.Equal(lines[..3], File.ReadAllLines(file)[..3], StringComparer.Ordinal);
    }

    [Fact]
    public void The_rate_is_that_with_the_fewest_steps_on_other_starts()
    {
        StudyOutcome outcome = Run("whole");
        JsonNode[] choices = [.. outcome.Json["choices"]!.AsArray().Select(one => one!)], runs = [.. outcome.Json["measurements"]!.AsArray().Select(one => one!)];
        Assert.Empty(choices.Select(Seed).Intersect(runs.Select(Seed)));
        foreach (IGrouping<string, JsonNode> contender in choices.GroupBy(one => one["contender"]!.GetValue<string>(), StringComparer.Ordinal))
        {
            double best = contender.MinBy(one => one["steps_to_target"]?.GetValue<int>() ?? int.MaxValue)!["rate"]!.GetValue<double>();
            Assert.All(runs.Where(run => run["contender"]!.GetValue<string>() == contender.Key), run => Assert.Equal(best, run["rate"]!.GetValue<double>()));
        }

        static long Seed(JsonNode run) => run["seed"]!.GetValue<long>();
    }

    [Fact]
    public void Claims_fail_where_no_one_stands_still_and_are_not_judged_where_the_plain_gradient_learns_nothing()
    {
        PlateauMeasurement[] alike = [.. new[] { Plain, Natural, Damped, Units }.Select(contender => Run(contender, entered: 5, left: 10, learnt: 100))];
        IReadOnlyList<StudyClaim> claims = PlateauClaims.Of(s_plan, alike);
        Assert.Equal([false, false, false, null, true, true], claims.Select(claim => claim.Held));
        Assert.Null(PlateauClaims.Of(s_plan, [.. alike.Select(run => run.Contender == Plain ? run with { Left = null, Learnt = null } : run)])[0].Held);
        PlateauMeasurement[] published = [Run(Plain, 5, 95, 120), Run(Natural, 1, 3, 6), Run(Damped, 5, 20, 120), Run(Units, 5, 200, 300)];
        Assert.Equal([true, true, true, null, false, true], PlateauClaims.Of(s_plan, published).Select(claim => claim.Held));
    }

    [Fact]
    public void The_power_near_the_singular_set_is_that_of_its_law()
    {
        PlateauPoint[] square = [.. new[] { 0.01, 0.05, 0.1, 3 }.Select(distance => new PlateauPoint(1, 0.01, distance, distance > 1 ? 0.5 : 0.2 * distance * distance, 1))];
        Assert.Equal(2, PlateauClaims.Power(square)!.Value, 1e-12);
        Assert.Null(PlateauClaims.Power(square.Take(1)));
    }

    private static int[] Steps(JsonNode[] runs, string contender) => [.. runs.Where(run => run["contender"]!.GetValue<string>() == contender).Select(run => run["plateau_steps"]!.GetValue<int>())];

    private static PlateauMeasurement Run(string contender, int entered, int? left, int? learnt) => new(contender, 0, 1, 0.0116, entered, left, learnt, 150, ImmutableArray<PlateauPoint>.Empty);

    private StudyOutcome Run(string path)
    {
        PlateauStudy study = new(s_plan, s_plan);
        StudyConfiguration configuration = new(study.Name, study.DefaultData(_notes.Add)) { Seed = 3, Threads = 2 };
        return new StudyRun(study, _notes.Add).Start(configuration, _scene.PathOf(path), (_, _) => new Scene.Stop(0), CancellationToken.None);
    }
}
