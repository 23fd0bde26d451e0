using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Optimisation.NaturalGradient.EigenCorrected;

/// <summary>
/// E-K-FAC: natural gradient with second moments of per-example gradients in the Kronecker factors' eigenbasis, which is turned
/// rarely while the moments follow closely. Its damping is exact. Source: [George18], §3.
/// </summary>
public sealed class EigenCorrectedNaturalGradient<T> : NaturalGradientOptimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>E-K-FAC for a network and a team of <paramref name="members"/>.</summary>
    /// <exception cref="ArgumentException">The damping is not positive, or a layer's parameters are of no kind that is known.</exception>
    public EigenCorrectedNaturalGradient(Network network, EigenCorrectedOptions options, int members)
        : base(network, Metric(network, options, members), options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "ekfac";

    private static EigenCorrectedCurvature<T> Metric(Network network, EigenCorrectedOptions options, int members)
    {
        RequireDamping("E-K-FAC", options, "some of its moments are zero");
        return new EigenCorrectedCurvature<T>(network, options, members, [.. network.Blocks.Select(block => (CurvatureBlock<T>)(block.Kind switch
        {
            BlockKind.Affine => new EigenCorrectedBlock<T>(block, members),
            BlockKind.ScaleAndShift => new ScaleShiftBlock<T>(block, members),
            _ => throw Unknown(block),
        }))]);
    }
}
