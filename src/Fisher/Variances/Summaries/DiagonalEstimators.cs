using System.Collections.Immutable;
using Neuromanifold.Fisher.Labels;

namespace Neuromanifold.Fisher.Variances.Summaries;

/// <summary>All estimators there are; a new one is a <see cref="LabelRule"/> and a line here.</summary>
public static class DiagonalEstimators
{
    /// <summary>All, the first of equal ones being preferred.</summary>
    public static ImmutableArray<DiagonalEstimator> All { get; } =
    [
        new("exact", "labels in expectation, in closed form") { TakesAllColumns = true },
        Drawn("mc1", "squared scores of labels drawn from the model", DiagonalQuantities.FirstEstimate, DiagonalQuantities.FirstVariance),
        Drawn("mc2", "negative second derivatives at labels drawn from the model", DiagonalQuantities.SecondEstimate, DiagonalQuantities.SecondVariance) with { TakesAllColumns = true },
        Hutchinson(CovarianceRoot.Labels),
    ];

    /// <summary>Hutchinson's, by either root.</summary>
    public static DiagonalEstimator Hutchinson(CovarianceRoot root) => new("hutchinson", "random signs on the columns of a root of the outputs' information")
    {
        Labels = samples => LabelRule.Hutchinson(samples, root),
        Estimate = DiagonalQuantities.FirstEstimate,
        Variance = root == CovarianceRoot.Labels ? DiagonalQuantities.HutchinsonVariance : DiagonalQuantities.HutchinsonEigenVariance,
    };

    private static DiagonalEstimator Drawn(string name, string description, DiagonalQuantity estimate, DiagonalQuantity variance) =>
        new(name, description) { Labels = LabelRule.Drawn, Estimate = estimate, Variance = variance };
}
