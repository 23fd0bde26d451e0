namespace Neuromanifold.Optimisation.Damping;

/// <summary>
/// Adapts the damping λ to how well the quadratic model foretells the change of the loss: with ρ = actual/foretold, λ shrinks
/// by ω where ρ &gt; ¾ and grows by 1/ω where ρ &lt; ¼. Source: [MartensGrosse15], §6.5.
/// </summary>
/// <param name="Period">Steps between two adaptations, T₁.</param>
public sealed record LevenbergMarquardt(int Period = 5)
{
    /// <summary>Steps between two adaptations, T₁, at least 1.</summary>
    public int Period { get; } = Period >= 1 ? Period : throw new ArgumentOutOfRangeException(nameof(Period), Period, "A period is at least one step.");

    /// <summary>The smallest damping it goes to.</summary>
    public double Smallest { get; init; } = 1e-6;

    /// <summary>The largest damping it goes to.</summary>
    public double Largest { get; init; } = 10;

    /// <summary>ω = (19/20)^T₁.</summary>
    public double Factor => Math.Pow(19.0 / 20.0, Period);

    /// <summary>The damping after a step whose loss changed by <paramref name="actual"/> where the model foretold <paramref name="foretold"/>.</summary>
    public double Adapt(double damping, double actual, double foretold)
    {
        if (!(foretold < 0) || !double.IsFinite(actual)) return Math.Min(damping / Factor, Largest);
        return (actual / foretold) switch
        {
            > 0.75 => Math.Max(damping * Factor, Smallest),
            < 0.25 => Math.Min(damping / Factor, Largest),
            _ => damping,
        };
    }
}
