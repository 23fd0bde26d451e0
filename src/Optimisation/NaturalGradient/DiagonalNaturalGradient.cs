using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// Natural gradient with the diagonal of the Fisher information: the mean of per-example squares, where Adam has the root of a
/// mean of squared batch means. Source: [Martens20], §11.
/// </summary>
public sealed class DiagonalNaturalGradient<T> : NaturalGradientOptimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The diagonal natural gradient for a network and a team of <paramref name="members"/>.</summary>
    /// <exception cref="ArgumentException">The damping is not positive, or a layer's parameters are of no kind that is known.</exception>
    public DiagonalNaturalGradient(Network network, DiagonalOptions options, int members)
        : base(network, Metric(network, options, members), options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "fisher-diagonal";

    private static BlockwiseCurvature<T> Metric(Network network, DiagonalOptions options, int members)
    {
        RequireDamping("the diagonal natural gradient", options, "a parameter that no example depends on has no information");
        return new BlockwiseCurvature<T>(network, options, members, block => block.Kind switch
        {
            BlockKind.Affine => new DiagonalBlock<T>(block, members),
            BlockKind.ScaleAndShift => new ScaleShiftBlock<T>(block, members),
            _ => throw Unknown(block),
        });
    }
}
