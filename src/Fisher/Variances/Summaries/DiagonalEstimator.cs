using Neuromanifold.Fisher.Labels;

namespace Neuromanifold.Fisher.Variances.Summaries;

/// <summary>A way to the Fisher information of every parameter: what it computes, what its error is and what a sample costs.</summary>
/// <param name="Name">As users write it.</param>
/// <param name="Description">What it is, in a phrase.</param>
public sealed record DiagonalEstimator(string Name, string Description)
{
    /// <summary>Whether a sample costs one backward pass for each column of a root of the outputs' information, instead of one.</summary>
    public bool TakesAllColumns { get; init; }

    /// <summary>The labels of a number of samples; null where nothing is drawn.</summary>
    public Func<int, LabelRule>? Labels { get; init; }

    /// <summary>What is estimated under those labels; null where the value is exact.</summary>
    public DiagonalQuantity? Estimate { get; init; }

    /// <summary>The estimate's variance over labels for one sample; null where there is none.</summary>
    public DiagonalQuantity? Variance { get; init; }

    /// <summary>Backward passes a sample for a network of so many outputs.</summary>
    public int BackwardPasses(int outputs) => TakesAllColumns ? outputs : 1;
}
