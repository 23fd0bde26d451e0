using Neuromanifold.Studies.Trials;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Tests.Runs;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Tradeoffs;
using System.Text.Json.Nodes;
using System.Text.Json;

namespace Neuromanifold.Studies.Tests;

public sealed class TradeoffsStudyTests : IDisposable
{
    private const int Epochs = 2, Seeds = 2;

    private static readonly TradeoffsPlan s_plan = new([new StudiedNetwork("small sigmoid", "5-4", "sigmoid") { Dropout = 0.1 }, new StudiedNetwork("small log-sigmoid", "4", "log-sigmoid") { Dropout = 0.1 }], Epochs, Seeds, Inputs: 6, SingleInputs: 2) { Batch = 10 };

    private readonly Scene _scene = new();
    private readonly List<string> _notes = [];
    private readonly TradeoffsStudy _study = new(s_plan, s_plan with { Epochs = 1, Seeds = 1 });

    public void Dispose() => _scene.Dispose();

    private StudyConfiguration Configuration => new("tradeoffs", _scene.Configuration.Data) { Threads = 2, Seed = 3 };

    [Fact]
    public void A_study_says_its_time_and_writes_all_numbers_and_a_page()
    {
        StudyOutcome outcome = Start(Configuration, "whole", stopAfter: 0);
        Assert.Contains(_notes, note => note.StartsWith("About ", StringComparison.Ordinal) && note.Contains("12 measurements", StringComparison.Ordinal));
        JsonNode json = JsonNode.Parse(File.ReadAllText(StudyRun.ResultPath(_scene.PathOf("whole"))))!;
        Assert.Equal(12, json["measurements"]!.AsArray().Count);
        Assert.Equal(10, json["claims"]!.AsArray().Count);
        JsonNode last = json["measurements"]![0]!["inputs"]![1]!["layers"]![2]!;
        Assert.Equal(0, last["var2"]!.GetValue<double>());
        Assert.Null(last["log10_ub_var2_ratio"]);
        Assert.Equal("log10_ub_var2_ratio is undefined: var2 is zero", last["reason"]!.GetValue<string>());

        // What theory says holds of any network.
        Assert.All(outcome.Claims.Where(claim => claim.Published.Contains("always valid", StringComparison.Ordinal) || claim.Published.Contains("last layer.", StringComparison.Ordinal)), claim => Assert.True(claim.Held, claim.Measured));
        ReportContent page = outcome.Report;
        Assert.Equal(page.ToJson(), ReportContent.FromJson(page.ToJson()).ToJson(), StringComparer.Ordinal);
        Assert.Equal([s_plan.Networks[0].Name, s_plan.Networks[1].Name], page.Study!.Figures.Select(figure => figure.Title), StringComparer.Ordinal);
        Assert.Equal(Seeds * 3 * 3, page.Study.Figures[0].Curves.Count);
        Assert.All(page.Study.Figures[0].Curves, curves => Assert.Equal(Epochs + 1, curves.First.Count));
        Assert.Contains("report-content", File.ReadAllText(_scene.PathOf("whole/report.html")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_scene.PathOf("whole/checkpoints"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_study_that_was_stopped_anywhere_ends_with_the_bytes_of_one_that_was_not()
    {
        Start(Configuration, "whole", stopAfter: 0);
        foreach (int steps in new[] { 1, 9, 13, 18, 31 })
        {
            string path = $"stopped-{steps}";
            RunInterruptedException stop = Assert.Throws<RunInterruptedException>(() => Start(Configuration, path, steps));
            Assert.Contains("--resume", stop.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(StudyRun.ResultPath(_scene.PathOf(path))));
            Resume(Configuration, path);
            AssertSame("whole", path);
        }
    }

    [Fact]
    public void Half_a_line_that_a_kill_left_is_measured_again()
    {
        Start(Configuration, "whole", stopAfter: 0);
        Assert.Throws<RunInterruptedException>(() => Start(Configuration, "killed", 13));
        string file = _scene.PathOf("killed/measurements.jsonl");
        File.AppendAllText(file, File.ReadAllText(file)[..200]);
        Resume(Configuration, "killed");
        AssertSame("whole", "killed");
    }

    [Fact]
    public void A_study_that_is_done_is_not_trained_again()
    {
        Start(Configuration, "whole", stopAfter: 0);
        byte[] before = File.ReadAllBytes(StudyRun.ResultPath(_scene.PathOf("whole")));
        File.Delete(StudyRun.ResultPath(_scene.PathOf("whole")));
        Resume(Configuration, "whole");
        Assert.Contains("Everything has been measured already.", _notes, StringComparer.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(StudyRun.ResultPath(_scene.PathOf("whole"))));
    }

    [Fact]
    public void Measurements_that_are_none_are_refused_by_line()
    {
        Assert.Throws<RunInterruptedException>(() => Start(Configuration, "run", 13));
        File.AppendAllText(_scene.PathOf("run/measurements.jsonl"), "{\"network\":1}\n");
        Assert.EndsWith("measurements.jsonl, line 3", Assert.Throws<InvalidInputException>(() => Resume(Configuration, "run")).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_use_and_other_options_are_refused()
    {
        Start(Configuration with { Quick = true }, "run", stopAfter: 0);
        Assert.Contains("not empty", Assert.Throws<InvalidInputException>(() => Start(Configuration, "run", stopAfter: 0)).Found, StringComparison.Ordinal);
        InvalidInputException other = Assert.Throws<InvalidInputException>(() => Resume(Configuration, "run"));
        Assert.Equal("--resume", other.Subject);
        Assert.Contains("--quick", other.Expected, StringComparison.Ordinal);
        new TrainingRun(_notes.Add).Start(_scene.Configuration, _scene.PathOf("training"), new Scene.Stop(0), CancellationToken.None);
        Assert.Contains("another command", Assert.Throws<InvalidInputException>(() => Resume(Configuration, "training")).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_data_under_the_same_name_are_refused()
    {
        Start(Configuration with { Quick = true }, "run", stopAfter: 0);
        File.AppendAllText(_scene.PathOf("points.csv"), "0.5,0.5,1\n");
        InvalidInputException changed = Assert.Throws<InvalidInputException>(() => Resume(Configuration with { Quick = true }, "run"));
        Assert.StartsWith("fingerprint ", changed.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_study_is_found_by_its_name()
    {
        Assert.Equal(StudyCatalogue.All.Count, StudyCatalogue.All.Select(study => study.Name).Distinct(StringComparer.Ordinal).Count());
        foreach (Study study in StudyCatalogue.All) Assert.Same(study, StudyCatalogue.Named(study.Name));
        Assert.Contains("tradeoffs", Assert.Throws<InvalidInputException>(() => StudyCatalogue.Named("tradeofs")).Message, StringComparison.Ordinal);
    }

    // Outcomes one by one, derivatives by differences: nothing of what the study calls.
    [Fact]
    public void Means_of_a_layer_are_those_of_the_definitions()
    {
        Start(Configuration with { Quick = true }, "run", stopAfter: 0);
        JsonNode measured = JsonNode.Parse(File.ReadAllText(StudyRun.ResultPath(_scene.PathOf("run"))))!["measurements"]![0]!;
        Dataset dataset = Configuration.Data.Load(OutcomeKind.Labels);
        using ThreadTeam team = new(1);
        RunConfiguration run = new(Configuration.Data, s_plan.Networks[0].For(dataset), new OptimiserConfiguration("adam")) { Seed = Configuration.Seed, Threads = 1 };
        Model<float> start = new Session<float>(run, dataset, team).Model;
        JsonNode input = measured["inputs"]![2]!;
        int index = int.Parse(input["input"]!.GetValue<string>().Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
        SlowDiagonal slow = new(start, dataset.Test, index);
        foreach ((JsonNode? layer, ParameterBlock block) in input["layers"]!.AsArray().Zip(start.Network.Blocks))
        {
            (double fisher, double first, double second) = slow.MeanOver([block.First, block.Second!]);
            Assert.Equal(block.Name, layer!["layer"]!.GetValue<string>());
            AssertNear(fisher, layer["mean_fisher"]!.GetValue<double>(), 1e-6);
            AssertNear(first, layer["var1"]!.GetValue<double>(), 1e-6);
            AssertNear(second, layer["var2"]!.GetValue<double>(), 1e-4);
        }
    }

    private static void AssertNear(double expected, double found, double relative) =>
        Assert.True(Math.Abs(expected - found) <= (relative * Math.Abs(expected)) + 1e-13, $"{found} should be {expected}.");

    private void AssertSame(string expected, string found)
    {
        foreach (string file in new[] { "study.json", "measurements.jsonl", "report.html" })
            Assert.Equal(File.ReadAllText(_scene.PathOf($"{expected}/{file}")), File.ReadAllText(_scene.PathOf($"{found}/{file}")), StringComparer.Ordinal);
    }

    private StudyOutcome Start(StudyConfiguration configuration, string path, int stopAfter)
    {
        using Scene.Stop stop = new(stopAfter);
        return new StudyRun(_study, _notes.Add).Start(configuration, _scene.PathOf(path), (_, _) => stop, stop.Token);
    }

    private void Resume(StudyConfiguration configuration, string path) =>
        new StudyRun(_study, _notes.Add).Resume(configuration, _scene.PathOf(path), static (_, _) => new Scene.Stop(0), CancellationToken.None);
}
