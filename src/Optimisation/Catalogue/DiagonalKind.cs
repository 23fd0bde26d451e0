using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.NaturalGradient;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="DiagonalNaturalGradient{T}"/>.</summary>
internal sealed class DiagonalKind : NaturalGradientKind
{
    public override string Name => "fisher-diagonal";

    public override string Description => "natural gradient with the diagonal of the Fisher matrix";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
        Shared("0.3", new DiagonalOptions(), "Tikhonov damping", "diagonal", "its inverse");

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new DiagonalNaturalGradient<T>(network, Read(new DiagonalOptions(), settings), members);
}
