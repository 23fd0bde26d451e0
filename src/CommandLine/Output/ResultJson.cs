using System.Text.Json.Nodes;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.CommandLine.Output;

/// <summary>How a model does, as JSON; what is undefined is null, with a reason beside it.</summary>
internal static class ResultJson
{
    public static JsonObject Of(EvaluationResult test)
    {
        JsonObject json = new()
        {
            ["test_loss"] = double.IsFinite(test.Loss) ? test.Loss : null,
            ["test_accuracy"] = test.Accuracy,
        };
        if (!double.IsFinite(test.Loss)) json["reason"] = $"the loss is {test.Loss}";
        else if (test.Accuracy is null) json["reason"] = "the outcomes are not labels";
        return json;
    }
}
