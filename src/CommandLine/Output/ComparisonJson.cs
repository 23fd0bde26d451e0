using System.Text.Json.Nodes;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A comparison as one JSON object; what is undefined is null, with a reason beside it.</summary>
internal static class ComparisonJson
{
    public static JsonObject Of(ComparisonResult result) => new()
    {
        ["runs"] = new JsonArray([.. result.Runs.Select(Of)]),
        ["step_cost"] = new JsonObject(result.StepCosts.Select(cost => KeyValuePair.Create(cost.Optimiser, (JsonNode?)JsonValue.Create(cost.Ratio)))),
    };

    private static JsonObject Of(ComparedRun run)
    {
        JsonObject json = new()
        {
            ["optimizer"] = run.Optimiser,
            ["seed"] = run.Configuration.Seed,
            ["steps_to_target"] = run.StepsToTarget,
            ["seconds_to_target"] = run.SecondsToTarget,
        };
        if (run.StepsToTarget is null) json["reason"] = run.Failure ?? (run.Configuration.TargetAccuracy is null ? "no target accuracy was given" : "the target accuracy was not reached");
        json["final"] = run.Failure is null && run.Epochs.Count > 0 ? ResultJson.Of(run.Epochs[^1].Test) : null;
        return json;
    }
}
