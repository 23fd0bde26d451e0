using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.NaturalGradient;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="KroneckerFactoredNaturalGradient{T}"/>.</summary>
internal sealed class KroneckerFactoredKind : NaturalGradientKind
{
    public override string Name => "kfac";

    public override string Description => "natural gradient with a Kronecker-factored Fisher matrix a layer";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
        Shared("0.3", new KroneckerFactoredOptions(), "Tikhonov damping, split between the factors", "factors", "their inverses");

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new KroneckerFactoredNaturalGradient<T>(network, Read(new KroneckerFactoredOptions(), settings), members);
}
