namespace Neuromanifold.Optimisation.Training;

/// <summary>How a model does on a data set.</summary>
/// <param name="Loss">The mean of −ln p(y|x, θ), in nats.</param>
/// <param name="Accuracy">The share of labels predicted right; null where outcomes are not labels.</param>
public sealed record EvaluationResult(double Loss, double? Accuracy);
