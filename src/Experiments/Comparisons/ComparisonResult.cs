namespace Neuromanifold.Experiments.Comparisons;

/// <summary>What a comparison found.</summary>
public sealed record ComparisonResult
{
    internal ComparisonResult(IReadOnlyList<ComparedRun> runs, IReadOnlyList<StepCost> stepCosts)
    {
        Runs = runs;
        StepCosts = stepCosts;
    }

    /// <summary>Every run, seed by seed.</summary>
    internal IReadOnlyList<ComparedRun> Runs { get; }

    /// <summary>What a step of each optimiser costs.</summary>
    public IReadOnlyList<StepCost> StepCosts { get; }

    /// <summary>A row an optimiser: means over seeds, with their spread.</summary>
    public ReportTable Table => new(
        "Comparison",
        ["optimizer", "test loss", "test accuracy", "steps to target", "seconds to target", "step cost (sgd = 1)"],
        [.. StepCosts.Select(Row)],
        "Mean ± standard deviation over seeds; a dash where a run has no value.");

    /// <summary>A sentence for each run that ended early.</summary>
    public IEnumerable<string> EarlyEnds =>
        Runs.Where(run => run.Failure is not null).Select(run => $"{run.Optimiser}, seed {run.Configuration.Seed}: {run.Failure}");

    /// <summary>What was found, as one JSON object; what is undefined is null, with a reason beside it.</summary>
    public string ToJson() => JsonSerializer.Serialize(ComparisonDocuments.ComparisonDocument.Of(this), ComparisonJson.Default.ComparisonDocument);

    /// <summary>The page.</summary>
    /// <param name="configuration">What its runs have in common.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="next">Commands to try next; null for none.</param>
    public ReportContent ToReport(RunConfiguration configuration, Dataset dataset, IReadOnlyList<string>? next) =>
        ComparisonReport.Of(configuration, dataset, this, next);

    private string[] Row(StepCost cost)
    {
        ComparedRun[] runs = [.. Runs.Where(run => run.Optimiser == cost.Optimiser)];
        return
        [
            cost.Optimiser,
            Spread(runs.Select(run => run.Failure is null ? run.Epochs[^1].Test.Loss : null as double?), value => NumberText.Format(value, "f4")),
            Spread(runs.Select(run => run.Failure is null ? run.Epochs[^1].Test.Accuracy : null), value => NumberText.Percent(value)),
            Spread(runs.Select(run => (double?)run.StepsToTarget), NumberText.Count),
            Spread(runs.Select(run => run.SecondsToTarget), value => NumberText.Format(value, "f2")),
            NumberText.Format(cost.Ratio, "f2"),
        ];
    }

    // Where a run has no value the mean is not formed.
    private static string Spread(IEnumerable<double?> values, Func<double?, string> format)
    {
        double?[] all = [.. values];
        return all.Any(value => value is null) ? NumberText.Undefined : NumberText.Spread([.. all.Select(value => value!.Value)], format);
    }
}
