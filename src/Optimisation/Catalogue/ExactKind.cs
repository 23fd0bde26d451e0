using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.Exact;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="ExactNaturalGradient{T}"/>.</summary>
internal sealed class ExactKind : NaturalGradientKind
{
    private const string Solver = "solver", PseudoInverse = "pseudo-inverse", Tolerance = "cg-tolerance", Products = "cg-products",
        Radius = "trust-region", Geodesic = "geodesic";

    private static readonly ExactOptions Defaults = new();

    public override string Name => "natural";

    public override string Description => "natural gradient with the whole Fisher matrix, dense or by conjugate gradients";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
    [
        .. Shared("0.3", Defaults, "Tikhonov damping", "dense matrix", "its inverse")
            .Select(setting => setting.Name == Damping ? NumberSetting.NonNegative(Damping, "Tikhonov damping; 0 for none, where the matrix is regular or with --pseudo-inverse yes", setting.Default) : setting),
        new ChoiceSetting(Solver, $"dense, or by conjugate gradients; auto: dense up to {Text(ExactNaturalGradient<float>.MostDenseParameters)} parameters without batch normalisation", "auto", ["auto", "dense", "cg"]),
        new ChoiceSetting(PseudoInverse, "drop directions without information instead of damping them", "no", ["no", "yes"]),
        NumberSetting.Positive(Tolerance, "relative residual at which conjugate gradients stop", Text(Defaults.Tolerance)),
        new CountSetting(Products, "the most products with the matrix a step", Text(Defaults.MostProducts)),
        NumberSetting.NonNegative(Radius, "the most that a step's mean divergence may be, by a line search instead of momentum (take --lr 1); 0 for no such limit", "0"),
        new ChoiceSetting(Geodesic, "bend steps with the geodesic to second order", "no", ["no", "yes"]),
    ];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members)
    {
        double radius = settings.Number(Radius);
        ExactOptions options = Read(Defaults, settings) with
        {
            Solver = settings.Choice(Solver) switch { "dense" => ExactSolver.Dense, "cg" => ExactSolver.ConjugateGradients, _ => ExactSolver.Automatic },
            PseudoInverse = settings.Choice(PseudoInverse) == "yes",
            Tolerance = settings.Number(Tolerance),
            MostProducts = settings.Count(Products),
            TrustRegion = radius > 0 ? new TrustRegion(radius) : null,
            FollowsGeodesics = settings.Choice(Geodesic) == "yes",
        };
        RefuseOthers(settings, ExactNaturalGradient<T>.IsDense(network, options));
        return new ExactNaturalGradient<T>(network, options, members);
    }

    /// <inheritdoc/>
    protected internal override void Check(OptimiserSettings settings)
    {
        if (settings.Number(Radius) > 0) settings.RefuseGiven([.. OfLengths, Geodesic], $"within a trust region, which sets the length of a step, --{Radius} {Text(settings.Number(Radius))}");
        base.Check(settings);
        if (settings.Choice(Solver) is var solver && solver != "auto") RefuseOthers(settings, solver == "dense");
    }

    // Whether auto is dense shows with the network only.
    private static void RefuseOthers(OptimiserSettings settings, bool isDense)
    {
        if (isDense) settings.RefuseGiven([Tolerance, Products], "on a dense matrix", $"Use --{Solver} cg.");
        else settings.RefuseGiven(OfRefreshes, "on conjugate gradients, which multiply by the batch's own matrix at every step, labels in exact expectation", $"Use --{Solver} dense where the network is small.");
    }
}
