using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Experiments.Comparisons;

/// <summary>What stands in JSON.</summary>
internal static class ComparisonDocuments
{
    /// <summary>What a comparison found, in JSON.</summary>
    internal sealed record ComparisonDocument(string Version, IReadOnlyList<ComparedDocument> Runs, IReadOnlyDictionary<string, double> StepCost)
    {
        public static ComparisonDocument Of(ComparisonResult result) => new(
            Product.Version,
            [.. result.Runs.Select(ComparedDocument.Of)],
            result.StepCosts.ToDictionary(cost => cost.Optimiser, cost => cost.Ratio, StringComparer.Ordinal));
    }

    /// <summary>A run of a comparison.</summary>
    internal sealed record ComparedDocument(
        [property: JsonPropertyName("optimizer")] string Optimiser, long Seed, long? StepsToTarget, double? SecondsToTarget, RunOutcome? Final)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason { get; init; }

        public static ComparedDocument Of(ComparedRun run) => new(
            run.Optimiser,
            run.Configuration.Seed,
            run.StepsToTarget,
            run.SecondsToTarget,
            run.Failure is null && run.Epochs.Count > 0 ? RunOutcome.Of(run.Epochs[^1].Test) : null) { Reason = ReasonOf(run) };

        private static string? ReasonOf(ComparedRun run) => run.StepsToTarget is not null
            ? null
            : run.Failure ?? (run.Configuration.TargetAccuracy is null ? "no target accuracy was given" : "the target accuracy was not reached");
    }
}
