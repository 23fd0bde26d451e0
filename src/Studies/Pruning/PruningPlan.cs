namespace Neuromanifold.Studies.Pruning;

/// <summary>How much is trained and measured.</summary>
/// <param name="Hidden">Hidden widths.</param>
/// <param name="Sparsities">The shares of all weights that are pruned.</param>
/// <param name="Epochs">Epochs of training.</param>
/// <param name="EpochsAfter">Epochs of training on after pruning.</param>
/// <param name="Seeds">Repeats.</param>
/// <param name="FisherInputs">Training inputs over which the Fisher information is taken.</param>
internal sealed record PruningPlan(string Hidden, ImmutableArray<double> Sparsities, int Epochs, int EpochsAfter, int Seeds, int FisherInputs)
{
    /// <summary>The whole study.</summary>
    public static PruningPlan Full { get; } = new("300-100", [0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99], Epochs: 5, EpochsAfter: 1, Seeds: 5, FisherInputs: 10_000);

    /// <summary>The same in under a minute.</summary>
    public static PruningPlan Quick { get; } = new("80-80", [0.7, 0.9, 0.97], Epochs: 2, EpochsAfter: 0, Seeds: 3, FisherInputs: 2000);
}
