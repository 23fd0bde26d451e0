namespace Neuromanifold.Optimisation.Damping;

/// <summary>
/// A limit on how far a step may take the model: the natural gradient is followed to where the quadratic model puts the divergence
/// KL(p_θ ‖ p_θ+δ), averaged over the batch, at the radius, then drawn back until the divergence itself is within it and the
/// objective has fallen. A step of which no trial is admitted is not taken. Source: [Schulman15], §6 and appendix C.
/// </summary>
/// <param name="Radius">ε, in nats.</param>
public sealed record TrustRegion(double Radius)
{
    /// <summary>ε, in nats, more than 0.</summary>
    public double Radius { get; } = Radius is > 0 and < double.PositiveInfinity ? Radius : throw new ArgumentOutOfRangeException(nameof(Radius), Radius, "The radius of a trust region is a positive number.");

    /// <summary>By what every further trial is shorter than the last.</summary>
    public double Shrinkage { get; init; } = 0.8;

    /// <summary>The most trials, at least 1.</summary>
    public int Trials { get; init; } = 10;
}
