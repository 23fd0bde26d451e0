namespace Neuromanifold.Optimisation.Damping;

/// <summary>How a step within a trust region ended.</summary>
/// <param name="IsAdmitted">Whether a trial was admitted; else the parameters are as they were.</param>
/// <param name="Trials">Trials made.</param>
/// <param name="Divergence">KL(p_θ ‖ p_θ+δ) of the last one, averaged over the batch.</param>
/// <param name="Change">The change of the objective on the batch by it.</param>
public readonly record struct TrustRegionOutcome(bool IsAdmitted, int Trials, double Divergence, double Change);
