namespace Neuromanifold.Networks.Likelihoods;

/// <summary>Sums over the examples of a batch.</summary>
/// <param name="NegativeLogLikelihood">−Σ ln p(y|θ), in nats.</param>
/// <param name="Correct">The number of examples whose outcome was the most probable one.</param>
public readonly record struct BatchLoss(double NegativeLogLikelihood, int Correct)
{
    /// <summary>The sums over both batches.</summary>
    public static BatchLoss operator +(BatchLoss left, BatchLoss right) => Add(left, right);

    /// <summary>The sums over both batches.</summary>
    public static BatchLoss Add(BatchLoss left, BatchLoss right) =>
        new(left.NegativeLogLikelihood + right.NegativeLogLikelihood, left.Correct + right.Correct);
}
