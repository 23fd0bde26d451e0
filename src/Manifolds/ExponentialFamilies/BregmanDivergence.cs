using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>B_F(θ′ : θ) = F(θ′) − F(θ) − (θ′ − θ)·∇F(θ), the divergence KL(p_θ ‖ p_θ′) of an exponential family. [Amari16], ch. 1.</summary>
public static class BregmanDivergence
{
    // Gauss–Legendre rules of 10 and 16 points on [0, 1]: where they agree the integrand is smooth and the integral exact.
    private const int FewPoints = 10;

    private const int ManyPoints = 16;

    private const double Agreement = 1e-13;

    /// <summary>
    /// KL(p_θ ‖ p_θ′). The difference of potentials loses the digits of near pairs; ∫₀¹ (1 − s) δᵀ∇²F(θ + sδ)δ ds with δ = θ′ − θ
    /// is a sum of positive terms and keeps them: it is taken where two quadratures of it agree.
    /// </summary>
    public static double Of(RegularFamily family, ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> reference)
    {
        double[] difference = new double[family.Dimension];
        TensorPrimitives.Subtract(reference, naturalParameters, difference);
        double few = Integral(family, naturalParameters, difference, FewPoints), many = Integral(family, naturalParameters, difference, ManyPoints);
        if (Math.Abs(many - few) <= Agreement * many) return many;

        double[] mean = new double[family.Dimension];
        family.Mean(naturalParameters, mean);
        return Math.Max(0, family.LogPartition(reference) - family.LogPartition(naturalParameters) - TensorPrimitives.Dot<double>(difference, mean));
    }

    private static double Integral(RegularFamily family, ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> difference, int points)
    {
        MathNet.Numerics.Integration.GaussLegendreRule rule = new(0, 1, points);
        double[] at = new double[difference.Length];
        Matrix<double> covariance = new(difference.Length, difference.Length);
        double sum = 0;
        for (int point = 0; point < points; point++)
        {
            double s = rule.GetAbscissa(point);
            for (int place = 0; place < at.Length; place++) at[place] = naturalParameters[place] + (s * difference[place]);
            family.Covariance(at, covariance);
            double form = 0;
            for (int row = 0; row < at.Length; row++) form += difference[row] * TensorPrimitives.Dot<double>(covariance.Row(row), difference);
            sum += rule.GetWeight(point) * (1 - s) * form;
        }

        return sum;
    }
}
