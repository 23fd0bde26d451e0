using Neuromanifold.Experiments.Reports;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>Trains each network from each seed and measures it on the way; what a directory holds already is not measured again.</summary>
internal sealed class PreparedTradeoffs(Study study, TradeoffsPlan plan, StudyConfiguration configuration, Dataset dataset, Action<string> note) : PreparedStudy
{
    private readonly TradeoffsProbe _probe = new(dataset, plan, configuration.Seed, configuration.Threads);

    public override StudyOutcome Run(RunDirectory directory, Begin begin, CancellationToken cancellation)
    {
        RequireSameData(Path.Combine(directory.DirectoryPath, "data.sha256"));
        MeasurementFile file = MeasurementFile.Open(Path.Combine(directory.DirectoryPath, "measurements.jsonl"));
        Training[] missing = [.. Trainings().Where(training => MissingOf(training, file) > 0)];
        using (ThreadTeam team = new(configuration.Threads))
        {
            Estimate(missing, file, team, cancellation);
            foreach (Training training in missing) Train(training, team, file, directory, begin, cancellation);
        }

        EpochMeasurement[] measured = [.. file.Measurements];
        StudyClaim[] claims = [.. plan.Networks.SelectMany(network => TradeoffsClaims.Of(network.Name, measured.Where(one => one.Network == network.Name)))];
        TradeoffsFindings findings = new(study, plan, configuration, dataset, measured, claims);
        return new StudyOutcome(claims, findings.ToJson(), TradeoffsReport.Of(findings));
    }

    // Measurements of two data sets must not stand side by side.
    private void RequireSameData(string path)
    {
        if (!File.Exists(path))
        {
            ReplacedFile.WriteText(path, dataset.Fingerprint);
            return;
        }

        string begun = File.ReadAllText(path);
        if (begun != dataset.Fingerprint)
            throw new InvalidInputException($"the data '{configuration.Data.Specification}'", $"fingerprint {dataset.Fingerprint}", $"{begun}, with which the study in {Path.GetDirectoryName(path)} was begun", "Put the data back as they were, or start in a new directory.");
    }

    private IEnumerable<Training> Trainings() => plan.Networks.SelectMany(network =>
        Enumerable.Range(0, plan.Seeds).Select(repeat => new Training(network, RunOf(network, configuration.Seed + repeat))));

    private RunConfiguration RunOf(StudiedNetwork network, long seed) => new(configuration.Data, network.For(dataset), new OptimiserConfiguration(plan.Optimiser))
    {
        Batch = plan.Batch,
        Epochs = plan.Epochs,
        Seed = seed,
        Threads = configuration.Threads,
    };

    private int MissingOf(Training training, MeasurementFile file) =>
        Enumerable.Range(0, plan.Epochs + 1).Count(epoch => !file.Has(training.Network.Name, training.Run.Seed, epoch));

    private void Estimate(Training[] missing, MeasurementFile file, ThreadTeam team, CancellationToken cancellation)
    {
        if (missing.Length == 0)
        {
            note("Everything has been measured already.");
            return;
        }

        double seconds = 0;
        int epochs = 0, measurements = 0;
        foreach (IGrouping<StudiedNetwork, Training> network in missing.GroupBy(training => training.Network))
        {
            RunConfiguration run = network.First().Run;
            int left = network.Sum(training => MissingOf(training, file)), toTrain = network.Sum(training => Math.Min(plan.Epochs, MissingOf(training, file)));
            seconds += (toTrain * TimeEstimate.OfEpoch(run, dataset, team)) + (left * TimeEstimate.OfMeasurement(run, dataset, plan, team, cancellation));
            epochs += toTrain;
            measurements += left;
        }

        note($"About {TimeEstimate.Describe(seconds)} on this machine: {epochs} epochs of training and {measurements} measurements. It can be stopped and resumed.");
    }

    private void Train(Training training, ThreadTeam team, MeasurementFile file, RunDirectory directory, Begin begin, CancellationToken cancellation)
    {
        Session<float> session = new(training.Run, dataset, team);
        CheckpointStore store = new(Path.Combine(directory.DirectoryPath, "checkpoints", $"{training.Network.Name.Replace(' ', '-')}-seed-{training.Run.Seed}"));
        TrainingPosition position = store.Exists ? store.Load(session.Model, session.Optimiser.State, dataset.Fingerprint).Position : new TrainingPosition();
        ITrainingProgress progress = begin($"{training.Network.Name}, seed {training.Run.Seed}", training.Run);
        MeasuredTraining observer = new(training.Network.Name, session, dataset.Fingerprint, store, file, _probe, progress, cancellation);
        try
        {
            session.Trainer.Train(position, observer, cancellation);
        }
        catch (DivergenceException divergence)
        {
            throw new NumericalException($"{divergence.Message} What was measured is kept in {directory.DirectoryPath}.", divergence);
        }

        store.Clear();
    }

    private sealed record Training(StudiedNetwork Network, RunConfiguration Run);
}
