namespace Neuromanifold.Studies.Optimisers;

/// <summary>How the classifier is trained: every optimiser until it is as accurate as asked, or the epochs are over.</summary>
/// <param name="Contenders">By which rules.</param>
/// <param name="Target">The accuracy that ends a training, on a held-out tenth.</param>
/// <param name="Epochs">The most passes over the training part.</param>
/// <param name="Seeds">Repeats.</param>
/// <param name="IsChosen">Whether values are tried, once each from a seed of their own; else the usual ones are taken.</param>
internal sealed record ClassifierPlan(ImmutableArray<Contender> Contenders, double Target, int Epochs, int Seeds, bool IsChosen)
{
    /// <summary>Widths between input and output, joined by dashes.</summary>
    public string Hidden { get; init; } = "80-80-80";

    /// <summary>Examples a step.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>The most examples to train on.</summary>
    public int Examples { get; init; } = int.MaxValue;

    /// <summary>Steps between two looks at the held-out part.</summary>
    public int LookPeriod { get; init; } = 10;
}
