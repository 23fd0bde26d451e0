using System.Numerics;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>
/// RNGD: every layer is a subsystem with a relative Fisher information of its own, θ ← θ − γ (ḡ + εI)⁻¹ ∂L/∂θ with ḡ the average over
/// the references in a window of mini-batches and the inverse refreshed every T of them. A block a neuron, one for a soft-max layer,
/// two numbers a unit for batch normalisation. Invariant to affine maps of what a layer sees. Source: [SunNielsen17], §6.
/// </summary>
/// <remarks>
/// With a window of R references a step adds some 4·m·n·R + 2·m·R² operations for a layer of m units with n inputs; with full blocks
/// 2·m·n², and they take m·n² numbers.
/// </remarks>
public sealed class RelativeNaturalGradient<T> : NaturalGradientOptimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>RNGD for a network and a team of <paramref name="members"/>.</summary>
    /// <exception cref="ArgumentException">The damping is not positive, or a window has no references or mini-batches.</exception>
    /// <exception cref="Numerics.Errors.InvalidInputException">An activation has no closed form, or a setting of a response is out of its range.</exception>
    public RelativeNaturalGradient(Network network, RelativeOptions options, int members)
        : base(network, Metric(network, options, members), options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "rngd";

    private static RelativeCurvature<T> Metric(Network network, RelativeOptions options, int members)
    {
        RequireDamping("the relative natural gradient", options, "a unit outside of its learning zone has a matrix of zeros");
        if (options.References < 1 || options.BlockReferences < 1 || options.WindowBatches < 1)
            throw new ArgumentException($"A window of {Math.Min(options.References, options.BlockReferences)} references from {options.WindowBatches} mini-batches has nothing to average; expected at least 1 of each.", nameof(options));
        return new RelativeCurvature<T>(network, options, members);
    }
}
