using System.Collections.Immutable;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Experiments.Information;

/// <summary>What is measured of a model's diagonal Fisher information.</summary>
/// <param name="Probe">The model and its inputs.</param>
public sealed record FisherConfiguration(ProbeConfiguration Probe)
{
    private static readonly string[] s_quantities = ["fisher", "variance", "bounds", "empirical", "observed", "input-variance-bound", "data-fisher"];
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

    /// <summary>S: the label distribution of data-fisher is 1 − S at the observed label and S spread evenly over all; null for 0.</summary>
    public double? LabelSmoothing { get; init; }

    /// <summary>The number of observations behind the standard deviations of weights; null for the size of the training part.</summary>
    public int? Observations { get; init; }

    /// <summary>The names of the groups of quantities.</summary>
    public static ImmutableArray<string> QuantityNames => [.. s_quantities];

    /// <summary>The groups named.</summary>
    public ImmutableArray<string> Groups => [.. Quantities.Split(',').Select(name => NamedChoice.Find("--quantities", name, s_quantities))];

    /// <summary>Whether observed outcomes are needed.</summary>
    public bool NeedsOutcomes => Groups.Any(group => group is "empirical" or "observed" or "data-fisher");

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

        if (LabelSmoothing is { } smoothing)
        {
            if (!(smoothing is >= 0 and < 1)) throw new InvalidInputException("--label-smoothing", $"{smoothing}", "a number from 0 up to, but not, 1");
            if (!Groups.Contains("data-fisher", StringComparer.Ordinal)) throw new InvalidInputException("--label-smoothing", $"{smoothing} without data-fisher", "--quantities data-fisher", "Leave it out: no other quantity has a label distribution.");
        }

        if (Observations is < 1) throw new InvalidInputException("--observations", $"{Observations}", "at least 1");
        if (Samples is < 1) throw new InvalidInputException("--samples", $"{Samples}", "at least 1");
        if (Samples is not null && Estimate is null) throw new InvalidInputException("--samples", $"{Samples} with the exact estimator", "samples for --estimator mc1, mc2 or hutchinson", "Leave it out: exact values take labels in expectation.");
        if (NeedsOutcomes && Probe.Inputs is not null && Probe.Labels is null)
            throw new InvalidInputException("--quantities", $"'{Quantities}' without labels", "--labels FILE.npy beside --inputs", "Name the labels, or leave empirical, observed and data-fisher out.");
    }

    /// <summary>The analysis that measures it.</summary>
    public DiagonalOptions ToOptions(IProgress<int>? progress)
    {
        ReadOnlySpan<string> groups = Groups.AsSpan();
        List<DiagonalQuantity> quantities = [];
        if (groups.Contains("fisher") || groups.Contains("variance") || groups.Contains("input-variance-bound") || groups.SequenceEqual(["data-fisher"])) quantities.Add(DiagonalQuantities.Fisher);
        if (groups.Contains("variance")) quantities.AddRange([.. DiagonalQuantities.Variances, DiagonalQuantities.HutchinsonVariance]);
        if (groups.Contains("bounds")) quantities.AddRange(DiagonalQuantities.Bounds);
        if (groups.Contains("empirical")) quantities.Add(DiagonalQuantities.Empirical);
        if (groups.Contains("observed")) quantities.Add(DiagonalQuantities.Observed);
        if (groups.Contains("input-variance-bound")) quantities.Add(DiagonalQuantities.SquaredUpperFisher);
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

    /// <summary>The analysis of the data Fisher information; null where it is not asked for.</summary>
    /// <exception cref="InvalidInputException">Labels are to be smoothed and cannot be listed.</exception>
    public DiagonalOptions? ToDataOptions(IExamples examples, Likelihood likelihood) => !Groups.Contains("data-fisher", StringComparer.Ordinal) ? null
        : ToOptions(progress: null) with
        {
            Quantities = [DataFisherQuantities.Fisher, DataFisherQuantities.Bias, DataFisherQuantities.Variance],
            InputSpread = true,
            SpreadOf = DataFisherQuantities.Fisher,
            LabelDistribution = LabelSmoothing is > 0 and { } smoothing ? LabelDistribution.Smoothed(examples, likelihood, smoothing) : LabelDistribution.AtOutcomesOf(examples),
        };
}
