using System.Text.Json;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Runs.Checkpoints;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>
/// The Fisher information of networks in training, the variances of its two Monte-Carlo estimators and the bounds on them, layer by
/// layer: each network is trained from each seed and measured on the way. Source: [SoenSun24], Fig. 1 and its appendix.
/// </summary>
internal sealed class TradeoffsStudy(TradeoffsPlan full, TradeoffsPlan quick) : MeasuredStudy<EpochMeasurement>(
    "tradeoffs",
    "How well the diagonal Fisher information can be estimated",
    "Fisher information, the variances of its two estimators and their bounds, layer by layer over training",
    "Soen and Sun, Trade-offs of diagonal Fisher information matrix estimators, NeurIPS 2024, Fig. 1 and appendix",
    "measurements.jsonl",
    TradeoffsJson.Default.EpochMeasurement,
    static one => one.Key)
{
    public override DataConfiguration DefaultData(Action<string> note)
    {
        string folder = Path.Combine(DataDirectory.Default, "mnist");
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any()) return new DataConfiguration("mnist");
        note($"There is no MNIST in {folder}, so the generated digits are used. Fetch it with 'neuromanifold data get mnist'.");
        return base.DefaultData(note);
    }

    protected internal override void Check(StudyConfiguration configuration, Dataset dataset)
    {
        foreach (StudiedNetwork network in PlanOf(configuration).Networks)
        {
            NetworkConfiguration layers = network.For(dataset);
            layers.Validate();
            layers.CheckOutcomes(dataset.Training, "the training part");
            layers.CheckOutcomes(dataset.Test, "the test part");
        }
    }

    protected internal override IReadOnlyList<Measurement<EpochMeasurement>> Measurements(StudyBench bench)
    {
        TradeoffsPlan plan = PlanOf(bench.Configuration);
        TradeoffsProbe probe = new(bench.Dataset, plan, bench.Configuration.Seed, bench.Configuration.Threads);
        return
        [
            .. plan.Networks.SelectMany(network => bench.Seeds(plan.Seeds).Select(seed => new Measurement<EpochMeasurement>(
                NameOf(network, seed),
                [.. Enumerable.Range(0, plan.Epochs + 1).Select(epoch => EpochMeasurement.KeyOf(network.Name, seed, epoch))],
                (before, keep) => Train(bench, network, RunOf(bench, plan, network, seed), probe, before, keep)))),
        ];
    }

    protected internal override Func<Measurement<EpochMeasurement>, double> Estimate(
        StudyBench bench, IReadOnlyList<Measurement<EpochMeasurement>> missing)
    {
        TradeoffsPlan plan = PlanOf(bench.Configuration);
        Dictionary<string, double> seconds = new(StringComparer.Ordinal);
        foreach (StudiedNetwork network in plan.Networks)
        {
            string[] names = [.. bench.Seeds(plan.Seeds).Select(seed => NameOf(network, seed))];
            if (!missing.Any(one => names.Contains(one.Name, StringComparer.Ordinal))) continue;
            RunConfiguration run = RunOf(bench, plan, network, bench.Configuration.Seed);
            double all = (plan.Epochs * TimeEstimate.OfEpoch(bench, run)) + ((plan.Epochs + 1) * TimeEstimate.OfMeasurement(bench, run, plan));
            foreach (string name in names) seconds[name] = all;
        }

        return one => seconds[one.Name];
    }

    protected internal override StudyFindings Conclude(StudyBench bench, IReadOnlyList<EpochMeasurement> records)
    {
        TradeoffsPlan plan = PlanOf(bench.Configuration);
        TradeoffsFindings findings = new(plan, bench.Configuration, bench.Dataset, records);
        JsonObject json = JsonSerializer.SerializeToNode(findings.ToJson(), TradeoffsDocumentJson.Default.TradeoffsDocument)!.AsObject();
        json["training"]!["optimizer"] = new OptimiserConfiguration(plan.Optimiser).ToJson();
        return new StudyFindings([.. plan.Networks.SelectMany(network => TradeoffsClaims.Of(network.Name, findings.Of(network)))], json)
        {
            Facts = TradeoffsReport.Facts(findings),
            Notes = [TradeoffsReport.NoteOn(plan)],
            Figures = [.. plan.Networks.Select(network => TradeoffsReport.Figure(network, findings))],
        };
    }

    private static string NameOf(StudiedNetwork network, long seed) => $"{network.Name}, seed {seed}";

    private static RunConfiguration RunOf(StudyBench bench, TradeoffsPlan plan, StudiedNetwork network, long seed) =>
        new(bench.Configuration.Data, network.For(bench.Dataset), new OptimiserConfiguration(plan.Optimiser))
        {
            Batch = plan.Batch,
            Epochs = plan.Epochs,
            Seed = seed,
            Threads = bench.Configuration.Threads,
        };

    private static void Train(
        StudyBench bench, StudiedNetwork network, RunConfiguration run, TradeoffsProbe probe, IReadOnlyList<EpochMeasurement> before, Action<EpochMeasurement> keep)
    {
        Session<float> session = new(run, bench.Dataset, bench.Team);
        CheckpointStore store = new(Path.Combine(bench.DirectoryPath, "checkpoints", $"{network.Name.Replace(' ', '-')}-seed-{run.Seed}"));
        string fingerprint = bench.Dataset.Fingerprint;
        TrainingPosition position = store.Exists ? store.Load(session.Model, session.Optimiser.State, fingerprint) : new TrainingPosition();
        HashSet<string> known = [.. before.Select(one => one.Key)];
        MeasuredTraining observer = new(bench.Show(NameOf(network, run.Seed), run), due =>
        {
            EvaluationResult? test = due.Records is [.., { Test: var last }] ? last : null;
            EpochMeasurement Measured() =>
                new(network.Name, run.Seed, due.Epoch, test?.Loss, test?.Accuracy, probe.Measure(session.Model, bench.Cancellation));

            // A stop within an epoch wants its checkpoint before anything else, and there is nothing to measure then.
            if (due.StepInEpoch == 0 && known.Add(EpochMeasurement.KeyOf(network.Name, run.Seed, due.Epoch))) keep(Measured());
            store.Save(session.Model, session.Optimiser.State, due, fingerprint);
        });
        session.Trainer.Train(position, observer, bench.Cancellation);
        store.Clear();
    }

    private TradeoffsPlan PlanOf(StudyConfiguration configuration) => configuration.Quick ? quick : full;
}
