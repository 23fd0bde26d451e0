using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;

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

    /// <summary>The standard error of <see cref="MeanFisher"/> over inputs: sd of the group's total / √n / size. For a tensor and for all parameters.</summary>
    public double? StandardError { get; private init; }

    /// <summary>√ of the mean of V₁ for one label sample.</summary>
    public double? FirstDeviation { get; private init; }

    /// <summary>√ of the mean of V₂ for one label sample.</summary>
    public double? SecondDeviation { get; private init; }

    /// <summary>√ of the mean of V₃ for one draw of signs.</summary>
    public double? HutchinsonDeviation { get; private init; }

    /// <summary>
    /// The estimator that reaches a standard error of a tenth at the least cost, samples × backward passes a sample; of equal ones
    /// the first of <see cref="DiagonalEstimators.All"/>.
    /// </summary>
    public DiagonalEstimator? Preferred { get; private init; }

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
        double? fisher = Mean(result, DiagonalQuantities.Fisher, group), error = ErrorOf(result, group) / group.Count;
        double? first = Mean(result, DiagonalQuantities.FirstVariance, group), second = Mean(result, DiagonalQuantities.SecondVariance, group);
        double? spread = result.InputVariance is { } variances ? Mean(variances.Span, group) : null;
        (DiagonalEstimator? preferred, double? joint) = Prefer(result, group, spread);
        return new GroupSummary(group.Name, group.Count)
        {
            MeanFisher = fisher,
            StandardError = error,
            FirstDeviation = Root(first),
            SecondDeviation = Root(second),
            HutchinsonDeviation = Root(Mean(result, DiagonalQuantities.HutchinsonVariance, group)),
            Preferred = preferred,
            InputShare = joint > 0 ? spread / joint : null,
            FirstBoundRatio = Ratio(Mean(result, DiagonalQuantities.UpperFirstVariance, group), first),
            SecondBoundRatio = Ratio(Mean(result, DiagonalQuantities.UpperSecondVariance, group), second),
            Samples = fisher > 0 ? joint / (WantedError * WantedError * fisher * fisher) : null,
            Reasons = [.. FindReasons(fisher, first, second, joint)],
        };
    }

    // Samples are proportional to Var_x I + E_x V, and so costs are to that times backward passes.
    private static (DiagonalEstimator? Preferred, double? Joint) Prefer(DiagonalResult result, ParameterGroup group, double? spread)
    {
        (DiagonalEstimator? Preferred, double? Joint, double Cost) best = (null, null, double.PositiveInfinity);
        if (spread is null || !result.Has(DiagonalQuantities.FirstVariance)) return (null, null);
        foreach (DiagonalEstimator estimator in DiagonalEstimators.All)
        {
            if (estimator.Variance is { } variance && !result.Has(variance)) continue;
            double joint = spread.Value + (estimator.Variance is { } own ? Mean(result, own, group)!.Value : 0), cost = joint * estimator.BackwardPasses(result.Outputs);
            if (cost < best.Cost) best = (estimator, joint, cost);
        }

        return (best.Preferred, best.Joint);
    }

    private static double? ErrorOf(DiagonalResult result, ParameterGroup group)
    {
        if (group.Ranges is not [{ } range]) return null;
        if (range.Equals(0..result.Layout.Length)) return result.TotalError(null);
        TensorSlot? tensor = result.Layout.Slots.FirstOrDefault(slot => range.Equals(slot.Offset..(slot.Offset + slot.Length)));
        return tensor is null ? null : result.TotalError(tensor);
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
