using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances.Summaries;

/// <summary>
/// The Fisher information of a group of parameters and how well its estimators see it: means over the group of means over inputs.
/// What was not computed, or is undefined, is null.
/// </summary>
/// <param name="Name">The group.</param>
/// <param name="Size">Its parameters.</param>
public sealed record GroupSummary(string Name, int Size)
{
    private const double WantedError = 0.1;
    private const double Tail = 0.05;

    /// <summary>The mean of I(θ_i).</summary>
    public double? MeanFisher { get; private init; }

    /// <summary>√ of the mean of V₁ for one label sample.</summary>
    public double? FirstDeviation { get; private init; }

    /// <summary>√ of the mean of V₂ for one label sample.</summary>
    public double? SecondDeviation { get; private init; }

    /// <summary>The estimator with the smaller variance; the first, which is never negative, where they tie.</summary>
    public MonteCarloEstimator? Preferred { get; private init; }

    /// <summary>The share of the preferred estimator's variance that comes from which inputs are drawn.</summary>
    public double? InputShare { get; private init; }

    /// <summary>The share that comes from which labels are drawn.</summary>
    public double? OutputShare => 1 - InputShare;

    /// <summary>The upper bound on V₁ over V₁.</summary>
    public double? FirstBoundRatio { get; private init; }

    /// <summary>The upper bound on V₂ over V₂.</summary>
    public double? SecondBoundRatio { get; private init; }

    /// <summary>
    /// Pairs of an input and a label, drawn together, after which the preferred estimator's standard error is a tenth of the mean
    /// Fisher information: n = (mean of Var_x I + E_x V)/(0.1 · mean I)². By normal approximation two thirds of estimates are then within a tenth.
    /// </summary>
    public double? Samples { get; private init; }

    /// <summary>Pairs after which an estimate is within a tenth with a probability of at least 95 %, by Chebyshev's inequality.</summary>
    public double? SamplesByChebyshev => Samples / Tail;

    /// <summary>Why numbers are missing, one phrase each.</summary>
    public ImmutableArray<string> Reasons { get; private init; } = [];

    /// <summary>Summarises a group of a result's parameters.</summary>
    public static GroupSummary Of(DiagonalResult result, ParameterGroup group)
    {
        double? fisher = Mean(result, DiagonalQuantities.Fisher, group);
        double? first = Mean(result, DiagonalQuantities.FirstVariance, group), second = Mean(result, DiagonalQuantities.SecondVariance, group);
        double? spread = result.InputVariance is { } variances ? Mean(variances.Span, group) : null;
        double? least = first is null || second is null ? null : Math.Min(first.Value, second.Value);
        double? joint = spread + least;
        return new GroupSummary(group.Name, group.Count)
        {
            MeanFisher = fisher,
            FirstDeviation = Root(first),
            SecondDeviation = Root(second),
            Preferred = least is null ? null : second < first ? MonteCarloEstimator.Second : MonteCarloEstimator.First,
            InputShare = joint > 0 ? spread / joint : null,
            FirstBoundRatio = Ratio(Mean(result, DiagonalQuantities.UpperFirstVariance, group), first),
            SecondBoundRatio = Ratio(Mean(result, DiagonalQuantities.UpperSecondVariance, group), second),
            Samples = fisher > 0 ? joint / (WantedError * WantedError * fisher * fisher) : null,
            Reasons = [.. FindReasons(fisher, first, second, joint)],
        };
    }

    private static IEnumerable<string> FindReasons(double? fisher, double? first, double? second, double? joint)
    {
        if (first == 0) yield return "ub_var1_ratio is undefined: var1 is zero";
        if (second == 0) yield return "ub_var2_ratio is undefined: var2 is zero";
        if (joint == 0) yield return "input_share and output_share are undefined: nothing varies";
        if (fisher == 0) yield return "samples is undefined: the Fisher information is zero";
    }

    private static double? Mean(DiagonalResult result, DiagonalQuantity quantity, ParameterGroup group) =>
        result.Has(quantity) ? Mean(result[quantity].Span, group) : null;

    private static double Mean(ReadOnlySpan<double> values, ParameterGroup group)
    {
        double sum = 0;
        foreach (Range range in group.Ranges) sum += TensorPrimitives.Sum(values[range]);
        return sum / group.Count;
    }

    private static double? Root(double? variance) => variance is { } value ? Math.Sqrt(value) : null;

    private static double? Ratio(double? bound, double? variance) => variance > 0 ? bound / variance : null;
}
