using System.Numerics.Tensors;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>
/// Divergences of points by a convex potential G, whatever it comes from. Both are integrals of δᵀ∇²Gδ along the segment between
/// the points, sums of positive terms, so that near pairs keep the digits that differences of potentials lose. [Amari16], ch. 1.
/// </summary>
/// <remarks>Cost: 26 evaluations of G in jets for near pairs, more for far ones. The segment must lie in the domain of G.</remarks>
internal static class PotentialDivergence
{
    /// <summary>B(x : y) = G(x) − G(y) − (x − y)·∇G(y), as ∫₀¹ (1 − s) δᵀ∇²G(y + sδ)δ ds, δ = x − y.</summary>
    public static double Bregman(ScalarField potential, ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Along(potential, y, x, s => 1 - s);

    /// <summary>J(x, y) = aG(x) + (1 − a)G(y) − G(ax + (1 − a)y), as ∫₀¹ min((1 − a)s, a(1 − s)) δᵀ∇²G(y + sδ)δ ds, 0 ≤ a ≤ 1.</summary>
    public static double Jensen(ScalarField potential, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double skew)
    {
        if (skew is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(skew), skew, "A skew lies between 0 and 1.");
        return Along(potential, y, x, s => Math.Min((1 - skew) * s, skew * (1 - s)), skew);
    }

    private static double Along(ScalarField potential, ReadOnlySpan<double> start, ReadOnlySpan<double> end, Func<double, double> weight, double kink = 1)
    {
        if (start.Length != end.Length) throw new ArgumentException($"Points of one space were expected, found {end.Length} and {start.Length} coordinates.", nameof(end));
        double[] from = start.ToArray(), difference = new double[start.Length], at = new double[start.Length];
        TensorPrimitives.Subtract(end, start, difference);
        if (!difference.AsSpan().ContainsAnyExcept(0.0)) return 0;

        // The weight has its kink where a rule would need many points.
        double first = kink > 0 ? SmoothIntegral.OfPositive(Integrand, 0, kink) : 0;
        return first + (kink < 1 ? SmoothIntegral.OfPositive(Integrand, kink, 1) : 0);

        double Integrand(double s)
        {
            for (int place = 0; place < at.Length; place++) at[place] = from[place] + (s * difference[place]);
            return weight(s) * ForwardMode.Along(potential, at, difference, difference);
        }
    }
}
