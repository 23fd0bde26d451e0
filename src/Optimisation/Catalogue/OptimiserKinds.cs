namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>All optimisers, in the order in which help lists them.</summary>
public static class OptimiserKinds
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<OptimiserKind> All { get; } =
    [
        new GradientDescentKind(),
        new MomentumKind(),
        new NesterovKind(),
        new AdagradKind(),
        new RootMeanSquarePropagationKind(),
        new AdamKind(decoupled: false),
        new AdamKind(decoupled: true),
        new EigenbasisAdamKind(),
        new KroneckerFactoredKind(),
        new EigenCorrectedKind(),
        new UnitWiseKind(),
        new RelativeKind(),
        new DiagonalKind(),
        new ExactKind(),
    ];

    /// <summary>The one of a name, or null.</summary>
    public static OptimiserKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
