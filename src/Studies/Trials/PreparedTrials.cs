using System.Diagnostics;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Studies.Optimisers;
using Neuromanifold.Studies.Tradeoffs;

namespace Neuromanifold.Studies.Trials;

/// <summary>Runs the trials that a directory does not hold yet.</summary>
internal sealed class PreparedTrials(TrialStudy study, StudyConfiguration configuration, Dataset dataset, Action<string> note) : PreparedStudy
{
    // What is measured beside a training, as a share more.
    private const double Beside = 1.5;

    public override StudyOutcome Run(RunDirectory directory, Begin begin, CancellationToken cancellation)
    {
        RequireSameData(Path.Combine(directory.DirectoryPath, "data.sha256"));
        TrialFile file = TrialFile.Open(Path.Combine(directory.DirectoryPath, "trials.jsonl"));
        IReadOnlyList<Trial> all = study.Trials(configuration, dataset);
        Trial[] missing = [.. all.Where(trial => !file.Records.Any(record => record.Trial == trial.Name))];
        using (ThreadTeam team = new(configuration.Threads))
        {
            TrialBench bench = new(configuration, dataset, team, cancellation);
            double perExample = missing.Length == 0 ? 0 : Beside * SecondsPerExample(bench);
            double Estimate(Trial trial) => trial.Seconds + (trial.Examples * perExample);
            double done = 0, left = missing.Sum(Estimate);
            note(missing.Length == 0 ? "Everything has been measured already." : $"About {Tradeoffs.TimeEstimate.Describe(left)} on this machine: {missing.Length} trials. It can be stopped and resumed.");
            long start = Stopwatch.GetTimestamp();
            foreach (Trial trial in missing)
            {
                cancellation.ThrowIfCancellationRequested();
                bench.Measured = new TrialRows([.. file.Records.SelectMany(record => record.Rows)]);
                file.Append(new TrialRecord(trial.Name, RunOf(trial, bench, directory)));
                done += Estimate(trial);
                left -= Estimate(trial);
                note($"{trial.Name}: done{(left > 0 ? $"; about {Tradeoffs.TimeEstimate.Describe(Stopwatch.GetElapsedTime(start).TotalSeconds * left / done)} left" : "")}.");
            }
        }

        TrialRows rows = new([.. all.SelectMany(trial => file.Records.Single(record => record.Trial == trial.Name).Rows)]);
        TrialFindings findings = new(study, configuration, dataset, rows, study.Claims(rows));
        return new StudyOutcome(findings.Claims, findings.ToJson(), findings.ToReport());
    }

    private static IReadOnlyList<TrialRow> RunOf(Trial trial, TrialBench bench, RunDirectory directory)
    {
        try
        {
            return trial.Run(bench);
        }
        catch (NumericalException failure)
        {
            throw new NumericalException($"{trial.Name}: {failure.Message} What was measured before is kept in {directory.DirectoryPath}.", failure);
        }
    }

    // From an epoch on a few examples, after one that compiles the code.
    private static double SecondsPerExample(TrialBench bench)
    {
        const int Looked = 10_000, WarmUp = 4;
        IDatasetPart few = TrialBench.First(bench.Dataset.Training, Looked, seed: 0);
        Model<float> model = TrialBench.Initialise(few, "100-100", "relu", bench.Dataset.Classes?.Count ?? 10, seed: 0);
        bench.Train(model, TrialBench.Adam(model), few, WarmUp, seed: 0);
        long start = Stopwatch.GetTimestamp();
        bench.Train(model, TrialBench.Adam(model), few, epochs: 1, seed: 0);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / few.Count;
    }

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
}
