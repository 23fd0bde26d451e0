using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Experiments.Comparisons;

/// <summary>Says on a page what a comparison found.</summary>
internal static class ComparisonReport
{
    /// <summary>The report of a comparison.</summary>
    /// <param name="configuration">What its runs have in common.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="result">What was found.</param>
    /// <param name="next">Commands to try next; null for none.</param>
    public static ReportContent Of(RunConfiguration configuration, Dataset dataset, ComparisonResult result, IReadOnlyList<string>? next = null) => new()
    {
        Title = $"{string.Join(", ", result.Runs.Select(run => run.Optimiser).Distinct(StringComparer.Ordinal))} on {dataset.Name}",
        Subtitle = $"{RunReports.Describe(configuration)} Same start and same batches for all.",
        Generated = Product.NameAndVersion,
        Facts = [.. RunReports.Facts(configuration, dataset)],
        Notes = [.. dataset.Notes, .. result.Runs.Where(run => run.Failure is not null).Select(run => $"{run.Optimiser}, seed {run.Configuration.Seed}: {run.Failure}")],
        Runs = [.. result.Runs.Where(run => run.Epochs.Count > 0).Select(run => ToRun(run, result))],
        StepCostRatios = result.StepCosts.Count == 0 ? null : result.StepCosts.ToDictionary(cost => cost.Optimiser, cost => cost.Ratio, StringComparer.Ordinal),
        Next = next,
    };

    private static ReportRun ToRun(ComparedRun run, ComparisonResult result) => RunReports.ToRun(run.Configuration, run.Epochs) with
    {
        StepMicroseconds = result.StepCosts.FirstOrDefault(cost => cost.Optimiser == run.Optimiser)?.Seconds * 1e6,
        StepsToTarget = run.StepsToTarget,
        SecondsToTarget = run.SecondsToTarget,
    };
}
