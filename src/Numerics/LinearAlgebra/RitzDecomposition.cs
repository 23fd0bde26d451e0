namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>
/// What a Krylov space of a symmetric matrix and a start v tells of it: Ritz values θ_k, ascending, each with the weight of its vector
/// in v, w_k ≥ 0 of sum 1, and a bound on the distance to an eigenvalue. Σ w_k f(θ_k) is the Gauss quadrature of vᵀf(A)v/‖v‖².
/// </summary>
/// <param name="Values">θ_k.</param>
/// <param name="Weights">w_k.</param>
/// <param name="Residuals">‖A y_k − θ_k y_k‖ = β_m |last component of the k-th vector|: an eigenvalue of A lies as near as that to θ_k.</param>
/// <param name="IsInvariant">Whether the space was exhausted, so that every Ritz value is an eigenvalue to rounding.</param>
public sealed record RitzDecomposition(IReadOnlyList<double> Values, IReadOnlyList<double> Weights, IReadOnlyList<double> Residuals, bool IsInvariant)
{
    /// <summary>Σ w_k f(θ_k).</summary>
    public double Integrate(Func<double, double> function)
    {
        double sum = 0;
        for (int k = 0; k < Values.Count; k++) sum += Weights[k] * function(Values[k]);
        return sum;
    }
}
