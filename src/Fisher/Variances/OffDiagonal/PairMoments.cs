namespace Neuromanifold.Fisher.Variances.OffDiagonal;

/// <summary>
/// One entry of the Fisher information, the variances of its two Monte-Carlo estimators for one label sample, and their bounds:
/// means over inputs of closed forms, u = ∂_i h, v = ∂_j h and w = ∂²_ij h. Source: [SoenSun24], App. B.
/// </summary>
/// <param name="Pair">Which entry.</param>
public sealed record PairMoments(ParameterPair Pair)
{
    /// <summary>I_ij = uᵀ Cov v.</summary>
    public double Fisher { get; init; }

    /// <summary>½(λ_max + λ_min) u·v − ½(λ_max − λ_min) ‖u‖‖v‖ ≤ I_ij, eigenvalues of Cov; never below −‖u‖‖v‖ λ_max.</summary>
    public double LowerFisher { get; init; }

    /// <summary>½(λ_max + λ_min) u·v + ½(λ_max − λ_min) ‖u‖‖v‖ ≥ I_ij; never above ‖u‖‖v‖ λ_max.</summary>
    public double UpperFisher { get; init; }

    /// <summary>V₁ = K(u,u,v,v) − I_ij², the variance of ∂_i ℓ ∂_j ℓ. Its lower bound is 0.</summary>
    public double FirstVariance { get; init; }

    /// <summary>‖u‖²‖v‖² λ_max(K − Cov⊗Cov) ≥ V₁.</summary>
    public double UpperFirstVariance { get; init; }

    /// <summary>V₂ = wᵀ Cov w, the variance of −∂²_ij ℓ.</summary>
    public double SecondVariance { get; init; }

    /// <summary>‖w‖² λ_min(Cov) ≤ V₂.</summary>
    public double LowerSecondVariance { get; init; }

    /// <summary>‖w‖² λ_max(Cov) ≥ V₂.</summary>
    public double UpperSecondVariance { get; init; }

    internal static PairMoments Add(PairMoments left, PairMoments right, double weight) => left with
    {
        Fisher = left.Fisher + (weight * right.Fisher),
        LowerFisher = left.LowerFisher + (weight * right.LowerFisher),
        UpperFisher = left.UpperFisher + (weight * right.UpperFisher),
        FirstVariance = left.FirstVariance + (weight * right.FirstVariance),
        UpperFirstVariance = left.UpperFirstVariance + (weight * right.UpperFirstVariance),
        SecondVariance = left.SecondVariance + (weight * right.SecondVariance),
        LowerSecondVariance = left.LowerSecondVariance + (weight * right.LowerSecondVariance),
        UpperSecondVariance = left.UpperSecondVariance + (weight * right.UpperSecondVariance),
    };
}
