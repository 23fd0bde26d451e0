using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>B_F(θ′ : θ) = F(θ′) − F(θ) − (θ′ − θ)·∇F(θ), the divergence KL(p_θ ‖ p_θ′) of an exponential family. [Amari16], ch. 1.</summary>
public static class BregmanDivergence
{
    /// <summary>
    /// KL(p_θ ‖ p_θ′) = ∫₀¹ (1 − s) δᵀ∇²F(θ + sδ)δ ds, δ = θ′ − θ: a sum of positive terms, which keeps the digits that the difference
    /// of potentials loses for near pairs. Cost: 26 covariances for near pairs, more for far ones.
    /// </summary>
    public static double Of(ExponentialFamily family, ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> reference)
    {
        double[] from = naturalParameters.ToArray(), difference = new double[family.Dimension], at = new double[family.Dimension];
        TensorPrimitives.Subtract(reference, naturalParameters, difference);
        if (!difference.AsSpan().ContainsAnyExcept(0.0)) return 0;
        Matrix<double> covariance = new(family.Dimension, family.Dimension);
        return SmoothIntegral.OfPositive(Integrand, 0, 1);

        double Integrand(double s)
        {
            for (int place = 0; place < at.Length; place++) at[place] = from[place] + (s * difference[place]);
            family.Covariance(at, covariance);
            double form = 0;
            for (int row = 0; row < at.Length; row++) form += difference[row] * TensorPrimitives.Dot<double>(covariance.Row(row), difference);
            return (1 - s) * form;
        }
    }
}
