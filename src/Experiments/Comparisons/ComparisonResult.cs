using System.Text.Json;
using System.Text.Json.Nodes;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Experiments.Comparisons;

/// <summary>What a comparison found.</summary>
/// <param name="Runs">Every run, seed by seed.</param>
/// <param name="StepCosts">What a step of each optimiser costs.</param>
public sealed record ComparisonResult(IReadOnlyList<ComparedRun> Runs, IReadOnlyList<StepCost> StepCosts)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>One JSON object; what is undefined is null, with a reason beside it.</summary>
    public string ToJson()
    {
        JsonObject json = new()
        {
            ["version"] = Product.Version,
            ["runs"] = new JsonArray([.. Runs.Select(OfRun)]),
            ["step_cost"] = new JsonObject(StepCosts.Select(cost => KeyValuePair.Create(cost.Optimiser, (JsonNode?)JsonValue.Create(cost.Ratio)))),
        };
        return json.ToJsonString(Indented);
    }

    private static JsonObject OfRun(ComparedRun run)
    {
        JsonObject json = new()
        {
            ["optimizer"] = run.Optimiser,
            ["seed"] = run.Configuration.Seed,
            ["steps_to_target"] = run.StepsToTarget,
            ["seconds_to_target"] = run.SecondsToTarget,
        };
        if (run.StepsToTarget is null)
            json["reason"] = run.Failure ?? (run.Configuration.TargetAccuracy is null ? "no target accuracy was given" : "the target accuracy was not reached");
        json["final"] = run.Failure is null && run.Epochs.Count > 0 ? RunOutcome.Of(run.Epochs[^1].Test).ToJson() : null;
        return json;
    }
}
