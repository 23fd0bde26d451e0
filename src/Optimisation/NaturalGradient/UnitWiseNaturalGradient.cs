using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// Natural gradient with a full Fisher matrix for the weights and bias of every unit, the parameters of different units taken as
/// independent. Invariant to affine maps of what a layer sees. Source: [Ollivier15], §2.3.
/// </summary>
/// <remarks>Takes 2 Σ outputs · (inputs + 1)² numbers and as many operations a step; a refresh takes Σ outputs · (inputs + 1)³.</remarks>
public sealed class UnitWiseNaturalGradient<T> : NaturalGradientOptimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The unit-wise natural gradient for a network and a team of <paramref name="members"/>.</summary>
    /// <exception cref="ArgumentException">The damping is not positive, or a layer's parameters are of no kind that is known.</exception>
    public UnitWiseNaturalGradient(Network network, UnitWiseOptions options, int members)
        : base(network, Metric(network, options, members), options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "unitwise";

    private static BlockwiseCurvature<T> Metric(Network network, UnitWiseOptions options, int members)
    {
        RequireDamping("the unit-wise natural gradient", options, "a unit that saw fewer examples than it has weights has a singular matrix");
        return new BlockwiseCurvature<T>(network, options, members, block => block.Kind switch
        {
            BlockKind.Affine => new UnitWiseBlock<T>(block, members),
            BlockKind.ScaleAndShift => new ScaleShiftBlock<T>(block, members),
            _ => throw Unknown(block),
        });
    }
}
