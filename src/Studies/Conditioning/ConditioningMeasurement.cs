namespace Neuromanifold.Studies.Conditioning;

/// <summary>The steps that a method took from one start at its best rate.</summary>
/// <param name="Problem">What was learnt.</param>
/// <param name="Condition">κ.</param>
/// <param name="Start">The number of the start.</param>
/// <param name="Method">Who stepped.</param>
/// <param name="Steps">Null where no rate led to the end within the steps allowed.</param>
/// <param name="Rate">
/// The best rate; on a manifold that of the plain gradient is given times the mean of the metric's extreme eigenvalues at the answer,
/// which is one for a quadratic loss.
/// </param>
internal sealed record ConditioningMeasurement(
    string Problem, [property: JsonPropertyName("condition_number")] double Condition, int Start, string Method, int? Steps, double? Rate)
{
    /// <summary>The condition number of the Fisher matrix at the start, its null space apart; null where it is κ itself.</summary>
    [JsonPropertyName("fisher_condition_number")]
    public double? FisherCondition { get; init; }
}
