using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// K-FAC: natural gradient with a Kronecker-factored Fisher matrix a layer and factored Tikhonov damping. Source: [MartensGrosse15], §3–§6.
/// Members share out rows of the products, factors of the inverses and entries of the vectors.
/// </summary>
public sealed class KroneckerFactoredNaturalGradient<T> : NaturalGradientOptimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>K-FAC for a network and a team of <paramref name="members"/>.</summary>
    /// <exception cref="ArgumentException">The damping is not positive, or a layer's parameters are of no kind that is known.</exception>
    public KroneckerFactoredNaturalGradient(Network network, KroneckerFactoredOptions options, int members)
        : base(network, Metric(network, options, members), options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "kfac";

    internal static BlockwiseCurvature<T> Metric(Network network, NaturalGradientOptions options, int members)
    {
        RequireDamping("K-FAC", options, "its factors are singular");
        return new BlockwiseCurvature<T>(network, options, members, block => block.Kind switch
        {
            BlockKind.Affine => new KroneckerBlock<T>(block, members),
            BlockKind.ScaleAndShift => new ScaleShiftBlock<T>(block, members),
            _ => throw Unknown(block),
        });
    }
}
