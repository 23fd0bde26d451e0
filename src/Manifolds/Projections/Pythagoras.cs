using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Projections;

/// <summary>
/// KL(p ‖ r) = KL(p ‖ q) + KL(q ‖ r), where the m-geodesic from p to q meets the e-geodesic from q to r at a right angle: where q is the
/// m-projection of p onto an e-flat set with r in it. [Amari16], ch. 1.
/// </summary>
/// <param name="Whole">KL(p ‖ r).</param>
/// <param name="First">KL(p ‖ q).</param>
/// <param name="Second">KL(q ‖ r).</param>
public sealed record Pythagoras(double Whole, double First, double Second)
{
    /// <summary>KL(p ‖ r) − KL(p ‖ q) − KL(q ‖ r): (η_p − η_q)·(θ_q − θ_r), zero at a right angle.</summary>
    public double Residual => Whole - First - Second;

    /// <summary>The three divergences of three distributions of one family.</summary>
    public static Pythagoras Of(Distribution p, Distribution q, Distribution r) => new(Divergence(p, r), Divergence(p, q), Divergence(q, r));

    private static double Divergence(Distribution p, Distribution q) => p.Family.Equals(q.Family)
        ? p.Family.KullbackLeibler(p.Parameters.AsSpan(), q.Parameters.AsSpan())!.Value
        : throw new InvalidInputException("The theorem of Pythagoras", $"{p.Family} and {q.Family}", "distributions of one family");
}
