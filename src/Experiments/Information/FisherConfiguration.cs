using System.Collections.Immutable;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Experiments.Information;

/// <summary>What is measured of a model's diagonal Fisher information.</summary>
/// <param name="Probe">The model and its inputs.</param>
public sealed record FisherConfiguration(ProbeConfiguration Probe)
{
    private static readonly string[] s_quantities = ["fisher", "variance", "bounds", "empirical", "observed"];
    private static readonly string[] s_roots = ["labels", "eigen"];

    /// <summary>Groups of quantities, joined by commas.</summary>
    public string Quantities { get; init; } = "fisher,variance,bounds";

    /// <summary>The estimators there are.</summary>
    public static ImmutableArray<string> EstimatorNames { get; } = [.. DiagonalEstimators.All.Select(estimator => estimator.Name)];

    /// <summary>One of <see cref="EstimatorNames"/>: whether a random estimate is made too, and which.</summary>
    public string Estimator { get; init; } = "exact";

    /// <summary>labels or eigen: the root that Hutchinson's estimator puts its signs on; null for labels.</summary>
    public string? Root { get; init; }

    /// <summary>Samples for each input of a random estimate; null for one.</summary>
    public int? Samples { get; init; }

    /// <summary>The groups named.</summary>
    public ImmutableArray<string> Groups => [.. Quantities.Split(',').Select(name => NamedChoice.Find("--quantities", name, s_quantities))];

    /// <summary>Whether observed outcomes are needed.</summary>
    public bool NeedsOutcomes => Groups.Any(group => group is "empirical" or "observed");

    /// <summary>The estimate that is made; null for none.</summary>
    public DiagonalQuantity? Estimate => Chosen.Estimate;

    /// <summary>The variance of the estimate.</summary>
    public DiagonalQuantity? EstimateVariance => Chosen.Variance;

    private DiagonalEstimator Chosen => Root == "eigen"
        ? DiagonalEstimators.Hutchinson(CovarianceRoot.Eigen)
        : DiagonalEstimators.All.First(estimator => estimator.Name == NamedChoice.Find("--estimator", Estimator, EstimatorNames));

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        Probe.Validate();
        _ = Groups;
        NamedChoice.Find("--estimator", Estimator, EstimatorNames);
        if (Root is not null)
        {
            NamedChoice.Find("--root", Root, s_roots);
            if (Estimator != "hutchinson") throw new InvalidInputException("--root", $"'{Root}' with the estimator {Estimator}", "--estimator hutchinson", "Leave it out: no other estimator has a root to choose.");
        }

        if (Samples is < 1) throw new InvalidInputException("--samples", $"{Samples}", "at least 1");
        if (Samples is not null && Estimate is null) throw new InvalidInputException("--samples", $"{Samples} with the exact estimator", "samples for --estimator mc1, mc2 or hutchinson", "Leave it out: exact values take labels in expectation.");
        if (NeedsOutcomes && Probe.Inputs is not null && Probe.Labels is null)
            throw new InvalidInputException("--quantities", $"'{Quantities}' without labels", "--labels FILE.npy beside --inputs", "Name the labels, or leave empirical and observed out.");
    }

    /// <summary>The analysis that measures it.</summary>
    public DiagonalOptions ToOptions(IProgress<int>? progress)
    {
        ReadOnlySpan<string> groups = Groups.AsSpan();
        List<DiagonalQuantity> quantities = [];
        if (groups.Contains("fisher") || groups.Contains("variance")) quantities.Add(DiagonalQuantities.Fisher);
        if (groups.Contains("variance")) quantities.AddRange([.. DiagonalQuantities.Variances, DiagonalQuantities.HutchinsonVariance]);
        if (groups.Contains("bounds")) quantities.AddRange(DiagonalQuantities.Bounds);
        if (groups.Contains("empirical")) quantities.Add(DiagonalQuantities.Empirical);
        if (groups.Contains("observed")) quantities.Add(DiagonalQuantities.Observed);
        if (Estimate is { } estimate) quantities.AddRange([estimate, EstimateVariance!]);
        return new DiagonalOptions([.. quantities.Distinct()])
        {
            InputSpread = groups.Contains("variance"),
            Labels = Chosen.Labels?.Invoke(Samples ?? 1) ?? LabelRule.Drawn(),
            Stream = RandomStream.FromSeed(Probe.Seed).Split("fisher labels"),
            Threads = Probe.Threads,
            MemoryBytes = Probe.MemoryBytes,
            Progress = progress,
        };
    }
}
