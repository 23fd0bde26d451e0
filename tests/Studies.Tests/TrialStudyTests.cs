using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Tests.Formats;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Training;
using Neuromanifold.Studies.Continual;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Laplace;
using Neuromanifold.Studies.Pruning;
using Neuromanifold.Studies.Quantisation;
using Neuromanifold.Studies.Trials;
using System.Text.Json.Nodes;

namespace Neuromanifold.Studies.Tests;

public sealed class TrialStudyTests : IDisposable
{
    private const int Side = 8, Classes = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-trials-").FullName;

    public TrialStudyTests() => WriteImages(seed: 0);

    public static TheoryData<string> Names => ["quantisation", "pruning", "continual", "laplace"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private StudyConfiguration ConfigurationOf(string name) => new(name, new DataConfiguration($"idx:{_folder}")) { Threads = 2, Seed = 4 };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_study_that_was_stopped_ends_with_the_bytes_of_one_that_was_not(string name)
    {
        List<string> notes = [];
        StudyOutcome outcome = Start(name, "whole", notes, CancellationToken.None);
        Assert.Contains(notes, note => note.StartsWith("About ", StringComparison.Ordinal));
        Assert.NotEmpty(outcome.Claims);
        Assert.NotEmpty(outcome.Report.Tables);
        Assert.Equal(outcome.Report.ToJson(), ReportContent.FromJson(outcome.Report.ToJson()).ToJson(), StringComparer.Ordinal);
        Assert.All(outcome.Report.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Headings.Count, row.Count)));
        Assert.Contains(Of(name).Name, StudyCatalogue.All.Select(study => study.Name), StringComparer.Ordinal);

        using CancellationTokenSource source = new();
        StudyRun run = new(Of(name), note =>
        {
            if (note.Contains("done", StringComparison.Ordinal)) source.Cancel();
        });
        Assert.Throws<RunInterruptedException>(() => run.Start(ConfigurationOf(name), PathOf("stopped"), NoTraining, source.Token));
        File.AppendAllText(Path.Combine(PathOf("stopped"), "trials.jsonl"), "{\"trial\": \"half a l");
        new StudyRun(Of(name), _ => { }).Resume(ConfigurationOf(name), PathOf("stopped"), NoTraining, CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(StudyRun.ResultPath(PathOf("whole"))), File.ReadAllBytes(StudyRun.ResultPath(PathOf("stopped"))));

        WriteImages(seed: 1);
        Assert.Throws<InvalidInputException>(() => new StudyRun(Of(name), _ => { }).Resume(ConfigurationOf(name), PathOf("stopped"), NoTraining, CancellationToken.None));
    }

    [Fact]
    public void Information_about_what_was_learnt_is_kept_where_it_is_held()
    {
        StudyOutcome outcome = Start("continual", "whole", [], CancellationToken.None);
        string[] methods = [.. outcome.Json["measurements"]!.AsArray().Select(row => row!["method"]!.GetValue<string>()).Distinct(StringComparer.Ordinal)];
        Assert.Equal(["fine-tuning", "L2", "elastic weight consolidation"], methods);
        JsonNode[] ends = [.. outcome.Json["measurements"]!.AsArray().Where(row => row!["setting"] is null).Select(row => row!)];
        Assert.All(ends, row => Assert.InRange(row["accuracy"]!.GetValue<double>(), 0, 1));
        Assert.All(ends.Where(row => row["method"]!.GetValue<string>() == "elastic weight consolidation"), row => Assert.True(row["strength"]!.GetValue<double>() is 1 or 100));
    }

    [Fact]
    public void What_is_known_of_all_tasks_after_the_last_is_where_their_curve_ends()
    {
        JsonNode[] rows = [.. Start("continual", "whole", [], CancellationToken.None).Json["measurements"]!.AsArray().Select(row => row!)];
        string Key(JsonNode row) => $"{row["part"]} {row["method"]} {row["seed"]}";
        foreach (JsonNode end in rows.Where(row => row["setting"] is null))
        {
            JsonNode[] curve = [.. rows.Where(row => row["setting"] is not null && Key(row) == Key(end)).OrderBy(row => row["setting"]!.GetValue<double>())];
            Assert.True(curve.Length >= 2);
            Assert.Equal(end["accuracy"]!.GetValue<double>(), curve[^1]["accuracy_learnt"]!.GetValue<double>());
            Assert.Equal(curve[0]["accuracy_first"]!.GetValue<double>(), curve[0]["accuracy_learnt"]!.GetValue<double>());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_draws_what_was_measured_beside_each_claim(string name)
    {
        ReportStudy page = Start(name, "whole", [], CancellationToken.None).Report.Study!;
        Assert.Equal(page.Claims.Select(claim => claim.Subject).Distinct(StringComparer.Ordinal), page.Charts.Select(chart => chart.Subject).Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(page.Charts, chart => Assert.All(chart.Lines, line =>
        {
            Assert.True(line.X.Count >= 2, $"{chart.Title}: {line.Name} has {line.X.Count} points");
            Assert.All(line.Y.Index(), point => Assert.True(double.IsFinite(point.Item) && (line.Low.Count == 0 || (line.Low[point.Index] <= point.Item + 1e-9 && point.Item <= line.High[point.Index] + 1e-9))));
        }));
    }

    [Fact]
    public void Data_that_a_study_is_not_made_for_are_refused()
    {
        string csv = PathOf("points.csv");
        File.WriteAllText(csv, "x,y,class\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i % 7},{i % 5},{i % 2}\n")));
        DataConfiguration data = new($"csv:{csv}") { Target = "class" };
        foreach (string name in new[] { "continual", "laplace" })
            Assert.Throws<InvalidInputException>(() => new StudyRun(Of(name), _ => { }).Start(new StudyConfiguration(name, data), PathOf(name), NoTraining, CancellationToken.None));
    }

    private static TrialStudy Of(string name)
    {
        QuantisationPlan bits = new([("5", "relu")], [2, 4], Epochs: 1, Seeds: 2, FisherInputs: 50);
        PruningPlan weights = new("6", [0.5, 0.9], Epochs: 1, EpochsAfter: 1, Seeds: 2, FisherInputs: 50);
        ContinualPlan tasks = new("6", PermutedTasks: 2, Examples: 60, Epochs: 2, Seeds: 1, FisherInputs: 30, [1, 100], [0.1]);
        LaplacePlan posteriors = new("6", "4", Examples: 60, Epochs: 30, Seeds: 1, Test: 30, Samples: 10);
        return name switch
        {
            "quantisation" => new QuantisationStudy(bits, bits),
            "pruning" => new PruningStudy(weights, weights),
            "continual" => new ContinualStudy(tasks, tasks),
            _ => new LaplaceStudy(posteriors, posteriors),
        };
    }

    private static Optimisation.Training.ITrainingProgress NoTraining(string label, RunConfiguration run) => throw new InvalidOperationException("Trials show no training of their own.");

    private StudyOutcome Start(string name, string path, List<string> notes, CancellationToken cancellation) => new StudyRun(Of(name), notes.Add).Start(ConfigurationOf(name), PathOf(path), NoTraining, cancellation);

    private string PathOf(string name) => Path.Combine(_folder, name);

    // Noise, and a bright row that says the class.
    private void WriteImages(int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        foreach ((string part, int count) in new[] { ("train", 160), ("t10k", 40) })
        {
            byte[] pixels = new byte[count * Side * Side], labels = new byte[count];
            for (int i = 0; i < count; i++)
            {
                labels[i] = (byte)(i % Classes);
                for (int k = 0; k < Side * Side; k++) pixels[(i * Side * Side) + k] = (byte)(random.NextInteger(100) + (k / (2 * Side) == labels[i] ? 100 : 0));
            }

            File.WriteAllBytes(PathOf($"{part}-images-idx3-ubyte"), IdxFixture.Bytes([count, Side, Side], pixels));
            File.WriteAllBytes(PathOf($"{part}-labels-idx1-ubyte"), IdxFixture.Bytes([count], labels));
        }
    }
}
