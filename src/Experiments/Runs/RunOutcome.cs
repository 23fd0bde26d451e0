namespace Neuromanifold.Experiments.Runs;

/// <summary>The trained network on the test part.</summary>
/// <param name="TestLoss">The mean loss, in nats.</param>
/// <param name="TestAccuracy">The share classified correctly; null where outcomes are not labels.</param>
public sealed record RunOutcome(double TestLoss, double? TestAccuracy)
{
    /// <summary>Why a value is null; absent where none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason => Undefined.Reason(("test_loss", TestLoss), ("test_accuracy", TestAccuracy));

    /// <summary>The outcome of a measurement.</summary>
    public static RunOutcome Of(EvaluationResult test) => new(test.Loss, test.Accuracy);

    /// <summary>The outcome as a JSON object of its own.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, RunJson.Default.RunOutcome)!.AsObject();
}
