using Neuromanifold.Data.Datasets;

namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// The variance of a Monte-Carlo estimate that draws inputs and labels, by the law of total variance: Var_x I(θ_i|x) / n_x from
/// the inputs, the mean of V(θ_i|x) / (n_x n_y) from the labels. Source: [SoenSun24], Thm 4.7.
/// </summary>
public sealed class JointVariance
{
    private JointVariance(double[] fromInputs, double[] fromLabels)
    {
        FromInputs = fromInputs;
        FromLabels = fromLabels;
        Total = fromInputs.Zip(fromLabels, (inputs, labels) => inputs + labels).ToArray();
    }

    /// <summary>The part of every parameter's variance that is due to the inputs drawn; the same for both estimators.</summary>
    public ReadOnlyMemory<double> FromInputs { get; }

    /// <summary>The part that is due to the labels drawn.</summary>
    public ReadOnlyMemory<double> FromLabels { get; }

    /// <summary>The whole variance.</summary>
    public ReadOnlyMemory<double> Total { get; }

    /// <summary>The variance of an estimate over the data that were analysed.</summary>
    /// <param name="result">An analysis with its spread over inputs.</param>
    /// <param name="variance">The variance of the estimator for one label, <see cref="DiagonalQuantities.FirstVariance"/>, <see cref="DiagonalQuantities.SecondVariance"/> or <see cref="DataFisherQuantities.Variance"/>.</param>
    /// <param name="sampling">What is drawn.</param>
    /// <exception cref="ArgumentException">The analysis has no spread over inputs, or that of another quantity.</exception>
    /// <exception cref="KeyNotFoundException">The analysis has no such variance.</exception>
    /// <exception cref="Numerics.Errors.InvalidInputException">More inputs are to be drawn than there are.</exception>
    public static JointVariance Of(DiagonalResult result, DiagonalQuantity variance, JointSampling sampling)
    {
        if (result.InputVariance is not { } spread) throw new ArgumentException($"The analysis has no spread over inputs; ask for it by {nameof(DiagonalOptions.InputSpread)}.", nameof(result));
        DiagonalQuantity estimated = variance == DataFisherQuantities.Variance ? DataFisherQuantities.Fisher : DiagonalQuantities.Fisher;
        if (result.Options.SpreadOf != estimated) throw new ArgumentException($"The analysis has the spread over inputs of '{result.Options.SpreadOf}'; '{variance}' goes with that of '{estimated}'.", nameof(result));
        double ofInputs = sampling.InputShare(result.Examples), ofLabels = 1.0 / sampling.Inputs / sampling.Labels;
        return new JointVariance([.. spread.ToArray().Select(value => value * ofInputs)], [.. result[variance].ToArray().Select(value => value * ofLabels)]);
    }

    /// <summary>
    /// A bound on Var_x I(θ_i|x) from the outputs' Jacobian: the mean of ‖∂_i h‖⁴ λ_max(Cov)² less the square of the mean
    /// information. Source: [SoenSun24], Lemma 4.8.
    /// </summary>
    /// <param name="result">An analysis with <see cref="DiagonalQuantities.Fisher"/> and <see cref="DiagonalQuantities.SquaredUpperFisher"/>.</param>
    /// <exception cref="KeyNotFoundException">The analysis lacks one of them.</exception>
    public static double[] InputBound(DiagonalResult result) =>
        [.. result[DiagonalQuantities.SquaredUpperFisher].ToArray().Zip(result[DiagonalQuantities.Fisher].ToArray(), (bound, mean) => bound - (mean * mean))];
}
