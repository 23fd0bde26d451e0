using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Tests.Runs;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Rfim;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Tests;

public sealed class RfimStudyTests : IDisposable
{
    private const int Epochs = 2, Seeds = 2;

    private static readonly RfimPlan s_plan = new(
        [new StudiedNetwork("small", "4", "relu"), new StudiedNetwork("small, normalised", "4", "relu") { Normalisation = "after" }],
        [new Contender("sgd", "lr", [0.001, 0.3], 0.1), new Contender("rngd", "lr", [0.1], 0.1) { Cost = 3 }],
        Epochs,
        ChoiceEpochs: 1,
        Seeds) { Batch = 10, InversePeriod = 5 };

    private readonly Scene _scene = new();
    private readonly List<string> _notes = [];
    private readonly RfimStudy _study = new(s_plan, s_plan with { ChoiceEpochs = 0, Seeds = 1 });

    public void Dispose() => _scene.Dispose();

    private StudyConfiguration Configuration => new("rfim", _scene.Configuration.Data) { Threads = 2, Seed = 3 };

    [Fact]
    public void Every_optimiser_is_trained_from_every_seed_at_the_rate_that_held_out_data_chose()
    {
        StudyOutcome outcome = Start(Configuration, "whole");
        Assert.Contains(_notes, note => note.StartsWith("About ", StringComparison.Ordinal) && note.Contains("14 measurements", StringComparison.Ordinal));
        TrialRow[] rows = RowsOf("whole");
        Assert.Equal(2 * 3, rows.Count(row => row.Values.ContainsKey("validation_loss")));
        foreach (IGrouping<string, TrialRow> part in rows.GroupBy(row => row.Part, StringComparer.Ordinal))
        {
            Assert.Equal(2 * Epochs * Seeds, part.Count(row => row.Values.ContainsKey("train_loss")));
            double best = part.Where(row => row.Method == "sgd, learning rate").MinBy(row => row.Values["validation_loss"])!.Setting!.Value;
            Assert.All(part.Where(row => row.Method == "sgd"), row => Assert.Equal(best, row.Values["lr"]));
        }

        Assert.Equal(2 * 2, outcome.Claims.Count);
        Assert.All(outcome.Claims, claim => Assert.NotNull(claim.Held));
        Assert.Equal(2 * 6, outcome.Report.Study!.Charts.Count);
        Assert.Equal(outcome.Report.ToJson(), ReportContent.FromJson(outcome.Report.ToJson()).ToJson(), StringComparer.Ordinal);
    }

    [Fact]
    public void A_quick_study_takes_the_usual_rates()
    {
        Start(Configuration with { Quick = true }, "quick");
        TrialRow[] rows = RowsOf("quick");
        Assert.Equal(2 * 2 * Epochs, rows.Length);
        Assert.All(rows, row => Assert.Equal(0.1, row.Values["lr"]));
    }

    [Fact]
    public void Trials_that_are_missing_are_run_and_only_they()
    {
        Start(Configuration, "whole");
        string file = _scene.PathOf("whole/trials.jsonl");
        string[] lines = File.ReadAllLines(file);
        File.WriteAllText(file, string.Join('\n', lines[..5]) + "\n" + lines[5][..40]);
        _notes.Clear();
        new StudyRun(_study, _notes.Add).Resume(Configuration, _scene.PathOf("whole"), static (_, _) => new Scene.Stop(0), CancellationToken.None);
        Assert.Contains(_notes, note => note.Contains("9 measurements", StringComparison.Ordinal));
        string[] again = File.ReadAllLines(file);
        Assert.Equal(lines[..5], again[..5], StringComparer.Ordinal);
        Assert.Equal(lines.Select(WithoutSeconds), again.Select(WithoutSeconds), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(0.1, 0.2, true)]
    [InlineData(0.2, 0.1, false)]
    [InlineData(0.1, 0.1, false)]
    public void A_claim_holds_where_the_relative_natural_gradient_is_below(double own, double other, bool held)
    {
        TrialRows rows = new([Row("rngd", 1, own), Row("sgd", 1, other)]);
        Assert.All(_study.Claims(rows), claim => Assert.Equal(held, claim.Held));
    }

    [Fact]
    public void One_epoch_behind_is_enough_to_fail_and_so_is_a_divergence_unless_it_is_the_peers()
    {
        StudyClaim[] claims = [.. _study.Claims(new TrialRows([Row("rngd", 1, 0.5), Row("rngd", 2, 0.1), Row("sgd", 1, 0.4), Row("sgd", 2, 0.3)]))];
        Assert.Equal([false, true], claims.Select(claim => claim.Held));
        Assert.All(_study.Claims(new TrialRows([Row("rngd", 1, 0.5), Row("sgd", 1, 0.4), Row("sgd", 2, 0.3)])), claim => Assert.False(claim.Held));
        Assert.All(_study.Claims(new TrialRows([Row("rngd", 1, 0.5), Row("rngd", 2, 0.4), Row("sgd", 1, 0.3)])), claim => Assert.Null(claim.Held));
    }

    [Fact]
    public void An_optimiser_that_diverged_at_once_is_shown_and_not_judged()
    {
        RfimStudy wild = new(s_plan, s_plan with { ChoiceEpochs = 0, Seeds = 1, Optimisers = [s_plan.Optimisers[0] with { Usual = 1e30 }, s_plan.Optimisers[1]] });
        StudyOutcome outcome = new StudyRun(wild, _notes.Add).Start(Configuration with { Quick = true }, _scene.PathOf("wild"), static (_, _) => new Scene.Stop(0), CancellationToken.None);
        Assert.All(outcome.Claims, claim => Assert.Null(claim.Held));
        Assert.Contains(outcome.Claims, claim => claim.Published.Contains("sgd", StringComparison.Ordinal));
    }

    private static TrialRow Row(string method, double epoch, double value) =>
        new("net", method, epoch, 0, new Dictionary<string, double>(StringComparer.Ordinal) { ["train_loss"] = value, ["train_error"] = value, ["test_error"] = value });

    private static string WithoutSeconds(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\"seconds\":[^,}]*", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private TrialRow[] RowsOf(string path) => [.. System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(StudyRun.ResultPath(_scene.PathOf(path))))!["measurements"]!.AsArray().Select(RowOf)];

    private static TrialRow RowOf(System.Text.Json.Nodes.JsonNode? row) => new(
        row!["part"]!.GetValue<string>(),
        row["method"]!.GetValue<string>(),
        row["setting"]!.GetValue<double>(),
        row["seed"]!.GetValue<long>(),
        row.AsObject().Where(one => one.Key is not ("part" or "method" or "setting" or "seed")).ToDictionary(one => one.Key, one => one.Value!.GetValue<double>(), StringComparer.Ordinal));

    private StudyOutcome Start(StudyConfiguration configuration, string path) =>
        new StudyRun(_study, _notes.Add).Start(configuration, _scene.PathOf(path), static (_, _) => new Scene.Stop(0), CancellationToken.None);
}
