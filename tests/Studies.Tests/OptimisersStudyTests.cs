using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Tests.Runs;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Optimisers;
using Neuromanifold.Studies.Trials;
using System.Text.Json.Nodes;

namespace Neuromanifold.Studies.Tests;

/// <summary>On images of two by two pixels, so that a training takes a tenth of a second.</summary>
public sealed class OptimisersStudyTests : IDisposable
{
    private static readonly OptimisersPlan s_plan = new(
        new AutoencoderPlan(
            [
                new Contender("momentum", "lr", [0.01, 0.1], 0.05),
                new Contender("kfac", "damping", [0.1, 1], 1) { Fixed = "lr=1:step=model:divergence-limit=1000" },
                new Contender("soap", "lr", [0.003, 0.03], 0.01),
            ],
            ChoiceSeconds: 0.05,
            Seconds: 0.2) { Encoder = "5-4", Code = 2, Batch = 10, ChoiceShare = 0.5, Watched = 20 },
        new ClassifierPlan([new Contender("sgd", "lr", [1e-6, 0.3], 0.1), new Contender("kfac", "lr", [0.3], 0.3)], Target: 0.9, Epochs: 40, Seeds: 2, IsChosen: true) { Hidden = "6", Batch = 20 });

    private readonly Scene _scene = new();
    private readonly List<string> _notes = [];
    private readonly OptimisersStudy _study = new(s_plan, Unchosen(s_plan));

    public OptimisersStudyTests()
    {
        RandomSequence pixels = RandomStream.FromSeed(3).From();
        string Line(int label) => FormattableString.Invariant($"{(label * 0.7) + (0.3 * pixels.NextUniform())},{pixels.NextUniform()},{1 - (label * 0.5)},{0.5 * pixels.NextUniform()},{label}");
        File.WriteAllLines(_scene.PathOf("pixels.csv"), ["a,b,c,d,class", .. Enumerable.Range(0, 300).Select(i => Line(i % 2))]);
    }

    private StudyConfiguration Configuration => new("optimizers", new DataConfiguration($"csv:{_scene.PathOf("pixels.csv")}") { Target = "class" }) { Threads = 2, Seed = 3 };

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Settings_are_chosen_on_held_out_data_and_the_best_is_trained()
    {
        StudyOutcome outcome = Start(_study, Configuration, "whole");
        Assert.Contains(_notes, note => note.StartsWith("About ", StringComparison.Ordinal) && note.Contains("16 measurements", StringComparison.Ordinal));
        JsonObject[] rows = RowsOf("whole");
        foreach (string name in (string[])["momentum", "kfac", "soap"])
        {
            JsonObject[] tried = [.. rows.Where(row => Text(row, "part") == "autoencoder" && Text(row, "method") == name + ", choice")];
            Assert.Equal(2, tried.Length);
            double best = Number(tried.MinBy(row => Number(row, "validation_loss"))!, "setting");
            JsonObject[] looks = [.. rows.Where(row => Text(row, "part") == "autoencoder" && Text(row, "method") == name)];
            Assert.All(looks, row => Assert.Equal(best, Number(row, "chosen")));
            Assert.Equal(looks.Select(row => Number(row, "setting")).Order(), looks.Select(row => Number(row, "setting")));
            JsonObject end = rows.Single(row => Text(row, "method") == name + ", end");
            Assert.True(Number(end, "seconds") >= s_plan.Autoencoder.Seconds);
            Assert.Equal(Number(looks[^1], "setting"), Number(end, "setting"));
            Assert.True(Number(end, "train_error") < Number(looks[0], "train_error"));
        }

        Assert.Equal(2, rows.Count(row => Text(row, "part") == "classifier" && Text(row, "method") == "sgd" && Number(row, "setting") == 0.3));
        Assert.All(rows.Where(row => row.ContainsKey("updates_to_target")), row => Assert.True(Number(row, "validation_accuracy") >= s_plan.Classifier.Target));
        Assert.Equal(3, outcome.Claims.Count);
        Assert.Equal(6, outcome.Report.Study!.Charts.Count);
        Assert.Equal(outcome.Report.ToJson(), ReportContent.FromJson(outcome.Report.ToJson()).ToJson(), StringComparer.Ordinal);
    }

    [Fact]
    public void A_quick_study_takes_the_usual_settings_and_what_was_measured_is_not_measured_again()
    {
        StudyConfiguration quick = Configuration with { Quick = true };
        Start(_study, quick, "quick");
        string file = _scene.PathOf("quick/trials.jsonl"), before = File.ReadAllText(file);
        Assert.All(RowsOf("quick"), row => Assert.DoesNotContain("choice", Text(row, "method"), StringComparison.Ordinal));
        _notes.Clear();
        new StudyRun(_study, _notes.Add).Resume(quick, _scene.PathOf("quick"), static (_, _) => new Scene.Stop(0), CancellationToken.None);
        Assert.Contains("Everything has been measured already.", _notes, StringComparer.Ordinal);
        Assert.Equal(before, File.ReadAllText(file));
    }

    [Fact]
    public void An_optimiser_that_diverged_is_shown_and_not_judged()
    {
        OptimisersPlan plan = Unchosen(s_plan), wild = plan with
        {
            Autoencoder = plan.Autoencoder with { Contenders = [plan.Autoencoder.Contenders[0] with { Usual = 1e300 }, plan.Autoencoder.Contenders[2]] },
            Classifier = plan.Classifier with { Contenders = [plan.Classifier.Contenders[0] with { Usual = 1e300 }, plan.Classifier.Contenders[1]] },
        };
        StudyOutcome outcome = Start(new OptimisersStudy(wild, wild), Configuration, "wild");
        Assert.All(outcome.Claims, claim => Assert.Null(claim.Held));
        Assert.Contains(outcome.Report.Tables.SelectMany(table => table.Rows), row => row[0] == "momentum" && row[2] == "diverged");
        Assert.Contains(outcome.Report.Tables.SelectMany(table => table.Rows), row => row[0] == "sgd" && row[6] == "diverged");
    }

    [Theory]
    [InlineData(6, 5, true)]
    [InlineData(20, 12, false)]
    public void A_claim_holds_from_the_published_ratio_on(double updates, double seconds, bool held)
    {
        // Momentum ends at an error of 4 after 100 updates and 50 seconds; K-FAC passes it half-way to its second look.
        TrialRow[] rows =
        [
            Look("momentum", 50, 20, 9), Look("momentum", 100, 50, 4), Look("momentum, end", 100, 50, 4),
            Look("kfac", 1, 1, 6), Look("kfac", (2 * updates) - 1, (2 * seconds) - 1, 2), Look("kfac, end", (2 * updates) - 1, (2 * seconds) - 1, 2),
        ];
        StudyClaim[] claims = [.. _study.Claims(new TrialRows(rows)).Where(claim => claim.Subject == "autoencoder")];
        Assert.Equal([100 / updates, 50 / seconds], claims.Select(claim => claim.Value!.Value), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Equal(held ? [true, true] : [false, true], claims.Select(claim => claim.Held));
    }

    [Fact]
    public void One_that_never_came_to_the_target_did_not_hold()
    {
        TrialRow[] rows = [Look("momentum", 10, 5, 4), Look("momentum, end", 10, 5, 4), Look("kfac", 10, 5, 5), Look("kfac, end", 10, 5, 5)];
        Assert.All(_study.Claims(new TrialRows(rows)).Where(claim => claim.Subject == "autoencoder"), claim => Assert.False(claim.Held));
    }

    [Fact]
    public void Inputs_that_are_no_pixels_are_refused() =>
        Assert.Contains("[0, 1]", Assert.Throws<InvalidInputException>(() => Start(_study, new StudyConfiguration("optimizers", _scene.Configuration.Data), "points")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_classifier_is_trained_by_every_optimiser_on_offer() => Assert.All(
        (OptimisersPlan[])[OptimisersPlan.Full, OptimisersPlan.Quick],
        plan =>
        {
            Assert.Equal(Optimisation.Catalogue.OptimiserKinds.All.Select(kind => kind.Name).Order(StringComparer.Ordinal), plan.Classifier.Contenders.Select(contender => contender.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
            Assert.All(plan.Autoencoder.Contenders.Concat(plan.Classifier.Contenders), contender => Assert.Equal(3, contender.Values.Length));
            Assert.All(plan.Autoencoder.Contenders.Concat(plan.Classifier.Contenders), contender => OptimiserConfiguration.Parse($"{contender.Name}:{contender.Varied}=1{(contender.Fixed.Length == 0 ? "" : ":" + contender.Fixed)}"));
        });

    private static OptimisersPlan Unchosen(OptimisersPlan plan) =>
        new(plan.Autoencoder with { ChoiceSeconds = 0 }, plan.Classifier with { IsChosen = false, Seeds = 1 });

    private static TrialRow Look(string method, double updates, double seconds, double error) =>
        new("autoencoder", method, updates, 0, new Dictionary<string, double>(StringComparer.Ordinal) { ["seconds"] = seconds, ["train_error"] = error });

    private static string Text(JsonObject row, string name) => row[name]!.GetValue<string>();

    private static double Number(JsonObject row, string name) => row[name]!.GetValue<double>();

    private JsonObject[] RowsOf(string path) => [.. JsonNode.Parse(File.ReadAllText(StudyRun.ResultPath(_scene.PathOf(path))))!["measurements"]!.AsArray().Select(row => row!.AsObject())];

    private StudyOutcome Start(OptimisersStudy study, StudyConfiguration configuration, string path) =>
        new StudyRun(study, _notes.Add).Start(configuration, _scene.PathOf(path), static (_, _) => new Scene.Stop(0), CancellationToken.None);
}
