using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.NaturalGradient;

namespace Neuromanifold.Extension.Tests.Optimisers;

/// <summary>A natural gradient with somebody else's blocks and everything else as ours have it.</summary>
public sealed class LayerTraceNaturalGradient<T>(Network network, NaturalGradientOptions options, int members)
    : NaturalGradientOptimiser<T>(network, new BlockwiseCurvature<T>(network, options, members, block => new LayerTraceBlock<T>(block, members)), options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "layer-trace";
}
