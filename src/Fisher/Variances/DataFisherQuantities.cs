using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// The data Fisher information F(θ_i|x) = E_q[(∂_i ℓ)²] of every parameter under a given label distribution q, how far it is from
/// the Fisher information and how far its estimator strays, each the mean over inputs of a closed form. All need
/// <see cref="DiagonalOptions.LabelDistribution"/>. Source: [SoenSun24], §6 and App. F.
/// </summary>
public static class DataFisherQuantities
{
    /// <summary>F(θ_i|x) = ∂_i hᵀ E_q[(t − η)(t − η)ᵀ] ∂_i h.</summary>
    public static DiagonalQuantity Fisher { get; } = new("data_fisher", 2, DiagonalNeeds.LabelDistribution, static (moments, units) => moments.Labels.SecondMoments(units));

    /// <summary>F(θ_i|x) − I(θ_i|x): what q's not being the model's distribution does.</summary>
    public static DiagonalQuantity Bias { get; } = new("data_bias", 2, DiagonalNeeds.LabelDistribution, static (moments, units) =>
    {
        moments.Labels.SecondMoments(units);
        TensorPrimitives.Subtract(units, moments.Information, units);
    });

    /// <summary>Var_q(∂_i ℓ) = F(θ_i|x) − Δ_i², Δ = Jᵀ(E_q[t] − η), Lemma 6.1.</summary>
    public static DiagonalQuantity ScoreVariance { get; } = new("data_score_var", 2, DiagonalNeeds.LabelDistribution, static (moments, units) => moments.Labels.Variances(units));

    /// <summary>Var_q((∂_i ℓ)²): the variance of the estimate of F(θ_i|x) from one label drawn from q.</summary>
    public static DiagonalQuantity Variance { get; } = new("data_var", 4, DiagonalNeeds.LabelDistribution, static (moments, units) => moments.Labels.VariancesOfSquares(units));

    /// <summary>‖∂_i h‖² λ_max(E_q[(t − η)(t − η)ᵀ]) ≥ F, Cor. F.1.</summary>
    public static DiagonalQuantity UpperFisher { get; } =
        new("ub_data_fisher", 2, DiagonalNeeds.LabelDistribution | DiagonalNeeds.LabelSpectra, static (moments, units) => TensorPrimitives.Multiply(moments.SlopeNorms, moments.LabelRange.Greatest, units));

    /// <summary>‖∂_i h‖² λ_min(E_q[(t − η)(t − η)ᵀ]) ≤ F, Cor. F.1.</summary>
    public static DiagonalQuantity LowerFisher { get; } =
        new("lb_data_fisher", 2, DiagonalNeeds.LabelDistribution | DiagonalNeeds.LabelSpectra, static (moments, units) => TensorPrimitives.Multiply(moments.SlopeNorms, moments.LabelRange.Least, units));

    /// <summary>‖∂_i h‖⁴ times the greatest eigenvalue of the covariance under q of (t − η)(t − η)ᵀ, Cor. F.1.</summary>
    public static DiagonalQuantity UpperVariance { get; } =
        new("ub_data_var", 4, DiagonalNeeds.LabelDistribution | DiagonalNeeds.LabelSpectra, static (moments, units) => ScaleSquares(moments, moments.LabelProductRange.Greatest, units));

    /// <summary>‖∂_i h‖⁴ times the least eigenvalue of the same; 0 unless q has more outcomes than there are pairs of outputs.</summary>
    public static DiagonalQuantity LowerVariance { get; } =
        new("lb_data_var", 4, DiagonalNeeds.LabelDistribution | DiagonalNeeds.LabelSpectra, static (moments, units) => ScaleSquares(moments, moments.LabelProductRange.Least, units));

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagonalQuantity> All { get; } = [Fisher, Bias, ScoreVariance, Variance, UpperFisher, LowerFisher, UpperVariance, LowerVariance];

    private static void ScaleSquares(UnitMoments moments, double scale, Span<double> units)
    {
        TensorPrimitives.Multiply(moments.SlopeNorms, moments.SlopeNorms, units);
        TensorPrimitives.Multiply(units, scale, units);
    }
}
