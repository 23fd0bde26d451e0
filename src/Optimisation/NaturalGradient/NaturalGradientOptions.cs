using Neuromanifold.Fisher.Labels;
using Neuromanifold.Optimisation.Damping;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Settings that all natural gradients share.</summary>
public record NaturalGradientOptions
{
    /// <summary>λ, the Tikhonov damping.</summary>
    public double Damping { get; init; } = 0.03;

    /// <summary>The weight of the past in the running averages of the curvature.</summary>
    public double Decay { get; init; } = 0.95;

    /// <summary>Steps between two refreshes of the curvature.</summary>
    public int StatisticsPeriod { get; init; } = 10;

    /// <summary>Steps between two refreshes of what is computed from it: inverses, eigenbases.</summary>
    public int InversePeriod { get; init; } = 100;

    /// <summary>μ.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>
    /// κ, the most that γ² vᵀg, twice the model's divergence KL(p_θ ‖ p_θ−γv), may be in a step on 500 examples: v is scaled
    /// down to it. For a batch of B it is κ (B/500)², the length of a step growing as the batch does, for the gradient of a
    /// small batch is mostly noise. Where the limit binds, as it does for most of a run, the learning rate cancels. Source: [Ba17], eq. 18; [Goyal17], §2.1.
    /// </summary>
    public double DivergenceLimit { get; init; } = 1e-3;

    /// <summary>The coefficient of ½‖θ‖² in the objective; it is part of the quadratic model, in gradient and curvature.</summary>
    public double WeightDecay { get; init; } = 1e-3;

    /// <summary>Whose labels; one for each example, drawn from the model, by default.</summary>
    public LabelRule Labels { get; init; } = LabelRule.Drawn();

    /// <summary>Adaptation of λ; null keeps it fixed.</summary>
    public LevenbergMarquardt? Adaptation { get; init; }

    /// <summary>Who decides how long a step is.</summary>
    public StepLength StepLength { get; init; }

    /// <summary>Whether a step that does not lower the objective on its own batch is taken back, and the momentum with it. Costs a forward pass a step.</summary>
    public bool RejectsSteps { get; init; }

    /// <summary>A trust region, which takes the place of momentum, the limit on divergences and adaptation; null for none.</summary>
    public TrustRegion? TrustRegion { get; init; }

    /// <summary>
    /// Whether steps bend with the Levi-Civita geodesic to second order, δ − ½γ²F⁻¹Γ(v, v): with the exact metric a step is
    /// then invariant to O(γ³). Costs three forward passes, a backward pass and a solve a step. Source: [Song18], §4.
    /// </summary>
    public bool FollowsGeodesics { get; init; }
}
