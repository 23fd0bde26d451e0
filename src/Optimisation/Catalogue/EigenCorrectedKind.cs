using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.EigenCorrected;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="EigenCorrectedNaturalGradient{T}"/>.</summary>
internal sealed class EigenCorrectedKind : NaturalGradientKind
{
    public override string Name => "ekfac";

    public override string Description => "natural gradient with second moments in the eigenbasis of the Kronecker factors";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
        Shared("0.3", new EigenCorrectedOptions(), "Tikhonov damping, added to the moments", "factors and moments", "the eigenbases");

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new EigenCorrectedNaturalGradient<T>(network, Read(new EigenCorrectedOptions(), settings), members);
}
