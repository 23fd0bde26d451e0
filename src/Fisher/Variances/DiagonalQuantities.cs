using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Labels;

namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// The Fisher information of every parameter, the variances of its Monte-Carlo estimators for one label sample and the
/// bounds on all three, each the mean over inputs of a closed form. Source: [SoenSun24], §3–4.
/// </summary>
public static class DiagonalQuantities
{
    /// <summary>I(θ_i|x) = ∂_i hᵀ Cov ∂_i h, eq. 23.</summary>
    public static DiagonalQuantity Fisher { get; } = new("fisher", 2, DiagonalNeeds.None, static (moments, units) => moments.Information.CopyTo(units));

    /// <summary>V₁(θ_i|x) = K(∂_i h,∂_i h,∂_i h,∂_i h) − I(θ_i|x)², eq. 24.</summary>
    public static DiagonalQuantity FirstVariance { get; } = OfRule("var1", LabelRule.Drawn());

    /// <summary>V₂(θ_i|x) = ∂²_i hᵀ Cov ∂²_i h, eq. 25.</summary>
    public static DiagonalQuantity SecondVariance { get; } = new("var2", 4, DiagonalNeeds.SecondDerivatives, static (moments, units) => moments.SecondVariances(units));

    /// <summary>V₃(θ_i|x) = 2[I² − Σ_k (S_k·∂_i h)⁴], S the label root of Cov: the variance of Hutchinson's estimate. Source: [Sun26].</summary>
    public static DiagonalQuantity HutchinsonVariance { get; } = OfRule("var3", LabelRule.Hutchinson());

    /// <summary>The same by the eigen root.</summary>
    public static DiagonalQuantity HutchinsonEigenVariance { get; } = OfRule("var3_eigen", LabelRule.Hutchinson(root: CovarianceRoot.Eigen));

    /// <summary>‖∂_i h‖² λ_max(Cov) ≥ I, eq. 10.</summary>
    public static DiagonalQuantity UpperFisher { get; } =
        new("ub_fisher", 2, DiagonalNeeds.CovarianceRange, static (moments, units) => TensorPrimitives.Multiply(moments.SlopeNorms, moments.CovarianceRange.Greatest, units));

    /// <summary>‖∂_i h‖² λ_min(Cov) ≤ I, eq. 10.</summary>
    public static DiagonalQuantity LowerFisher { get; } =
        new("lb_fisher", 2, DiagonalNeeds.CovarianceRange, static (moments, units) => TensorPrimitives.Multiply(moments.SlopeNorms, moments.CovarianceRange.Least, units));

    /// <summary>‖∂_i h‖⁴ λ_max(K − Cov⊗Cov) ≥ V₁, eq. 11.</summary>
    public static DiagonalQuantity UpperFirstVariance { get; } =
        new("ub_var1", 4, DiagonalNeeds.ProductVarianceRange, static (moments, units) => ScaleSquares(moments.SlopeNorms, moments.ProductVarianceRange.Greatest, units));

    /// <summary>‖∂_i h‖⁴ λ_min(K − Cov⊗Cov) ≤ V₁, eq. 11.</summary>
    public static DiagonalQuantity LowerFirstVariance { get; } =
        new("lb_var1", 4, DiagonalNeeds.ProductVarianceRange, static (moments, units) => ScaleSquares(moments.SlopeNorms, moments.ProductVarianceRange.Least, units));

    /// <summary>‖∂²_i h‖² λ_max(Cov) ≥ V₂, eq. 12.</summary>
    public static DiagonalQuantity UpperSecondVariance { get; } =
        new("ub_var2", 4, DiagonalNeeds.CovarianceRange | DiagonalNeeds.SecondDerivatives, static (moments, units) => TensorPrimitives.Multiply(moments.CurvatureNorms, moments.CovarianceRange.Greatest, units));

    /// <summary>‖∂²_i h‖² λ_min(Cov) ≤ V₂, eq. 12.</summary>
    public static DiagonalQuantity LowerSecondVariance { get; } =
        new("lb_var2", 4, DiagonalNeeds.CovarianceRange | DiagonalNeeds.SecondDerivatives, static (moments, units) => TensorPrimitives.Multiply(moments.CurvatureNorms, moments.CovarianceRange.Least, units));

    /// <summary>‖∂_i h‖⁴ λ_max(Cov)² ≥ I², whose mean bounds that of the square of the information, Lemma 4.8.</summary>
    public static DiagonalQuantity SquaredUpperFisher { get; } =
        new("ub_fisher_squared", 4, DiagonalNeeds.CovarianceRange, static (moments, units) => ScaleSquares(moments.SlopeNorms, moments.CovarianceRange.Greatest * moments.CovarianceRange.Greatest, units));

    /// <summary>(∂_i ℓ)² at the observed outcomes: the empirical Fisher, which is biased for the Fisher information.</summary>
    public static DiagonalQuantity Empirical { get; } = new("empirical", 2, DiagonalNeeds.Outcomes, static (moments, units) => moments.SquaredScores(moments.ObservedScores, units));

    /// <summary>−∂²_i ℓ at the observed outcomes: the observed information.</summary>
    public static DiagonalQuantity Observed { get; } =
        new("observed", 2, DiagonalNeeds.Outcomes | DiagonalNeeds.SecondDerivatives, static (moments, units) => moments.NegativeCurvatures(moments.ObservedScores, units));

    /// <summary>The mean of (c·∂_i h)² over the draws of <see cref="DiagonalOptions.Labels"/>: Î₁ of eq. 5 for labels, Hutchinson's for signs. Never negative.</summary>
    public static DiagonalQuantity FirstEstimate { get; } = new("estimate", 2, DiagonalNeeds.Samples, static (moments, units) => moments.SquaredScores(moments.SampledScores, units));

    /// <summary>Î₂, the mean of −∂²_i ℓ over outcomes drawn from the model, eq. 6. It can be negative.</summary>
    public static DiagonalQuantity SecondEstimate { get; } =
        new("estimate", 2, DiagonalNeeds.Samples | DiagonalNeeds.SecondDerivatives, static (moments, units) => moments.NegativeCurvatures(moments.SampledScores, units));

    /// <summary>The variances of both estimators from drawn labels.</summary>
    public static ImmutableArray<DiagonalQuantity> Variances { get; } = [FirstVariance, SecondVariance];

    /// <summary>All six bounds.</summary>
    public static ImmutableArray<DiagonalQuantity> Bounds { get; } = [UpperFisher, UpperFirstVariance, UpperSecondVariance, LowerFisher, LowerFirstVariance, LowerSecondVariance];

    private static DiagonalQuantity OfRule(string name, LabelRule rule) => new(name, 4, DiagonalNeeds.None, (moments, units) => moments.Variances(rule, units));

    private static void ScaleSquares(ReadOnlySpan<double> values, double scale, Span<double> units)
    {
        TensorPrimitives.Multiply(values, values, units);
        TensorPrimitives.Multiply(units, scale, units);
    }
}
