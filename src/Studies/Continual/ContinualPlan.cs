namespace Neuromanifold.Studies.Continual;

/// <summary>How much is trained and measured.</summary>
/// <param name="Hidden">Hidden widths.</param>
/// <param name="PermutedTasks">Tasks of the permuted digits.</param>
/// <param name="Examples">The most training examples of a task.</param>
/// <param name="Epochs">Epochs of training a task.</param>
/// <param name="Seeds">Repeats.</param>
/// <param name="FisherInputs">Inputs of a task over which its Fisher information is taken.</param>
/// <param name="Elastic">Strengths of elastic weight consolidation that are tried.</param>
/// <param name="Square">Strengths of L2 that are tried.</param>
internal sealed record ContinualPlan(string Hidden, int PermutedTasks, int Examples, int Epochs, int Seeds, int FisherInputs, ImmutableArray<double> Elastic, ImmutableArray<double> Square)
{
    /// <summary>The whole study.</summary>
    public static ContinualPlan Full { get; } = new("100-100", PermutedTasks: 5, Examples: 10_000, Epochs: 3, Seeds: 3, FisherInputs: 2000, [1, 10, 100, 1000, 10_000], [0.001, 0.01, 0.1, 1]);

    /// <summary>The same in under a minute.</summary>
    public static ContinualPlan Quick { get; } = new("50", PermutedTasks: 3, Examples: 4000, Epochs: 5, Seeds: 2, FisherInputs: 500, [10, 100, 1000], [0.01, 0.1]);
}
