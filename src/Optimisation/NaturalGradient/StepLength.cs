namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Who decides how long a step is and how much of the last one it repeats.</summary>
public enum StepLength
{
    /// <summary>The learning rate, the momentum, and the limit on divergences.</summary>
    Fixed,

    /// <summary>
    /// The exact quadratic model: the α and μ at which it is least for δ = −αv + μδ₀, δ₀ the last step, times the learning rate,
    /// whose natural value is then 1; the limit on divergences holds. Source: [MartensGrosse15], §7.
    /// </summary>
    Model,
}
