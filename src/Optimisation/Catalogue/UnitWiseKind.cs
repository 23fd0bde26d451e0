using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.NaturalGradient;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="UnitWiseNaturalGradient{T}"/>.</summary>
internal sealed class UnitWiseKind : NaturalGradientKind
{
    public override string Name => "unitwise";

    public override string Description => "natural gradient with a full Fisher matrix a unit";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
        Shared("0.3", new UnitWiseOptions(), "Tikhonov damping", "matrices", "their inverses");

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new UnitWiseNaturalGradient<T>(network, Read(new UnitWiseOptions(), settings), members);
}
