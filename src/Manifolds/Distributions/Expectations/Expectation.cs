using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>
/// E[f(y)] under a distribution, from its density and its samples alone: a sum over finitely many outcomes, over counts up to a tail
/// that is bounded, adaptive quadrature over numbers, sampling elsewhere.
/// </summary>
/// <remarks>
/// Quadrature needs no hint where the density lies: it is cut at quantiles of a few samples, so that very narrow and heavy-tailed
/// densities are right too; kinks are found by halving. Cost: some 10³ evaluations for smooth densities, at most 10⁵.
/// </remarks>
public static class Expectation
{
    private const double Unit = 2.2204460492503131e-16;

    /// <summary>E[f(y)]; +∞ where it diverges.</summary>
    /// <exception cref="NumericalException">f is not a number where the density is positive.</exception>
    public static Estimate Of(Distribution distribution, OutcomeFunction function, SamplingSettings? settings = null) =>
        PairIntegral.Of(distribution, distribution, new Weighted(function), settings);

    private sealed class Weighted(OutcomeFunction function) : IPairIntegrand
    {
        public bool UsesOutcome => true;

        public double Value(ReadOnlySpan<double> outcome, double logP, double logQ)
        {
            double density = Math.Exp(logP);
            return density == 0 ? 0 : density * function(outcome);
        }

        public double Rounding(double value, double logP, double logQ) => value == 0 ? 0 : Unit * Math.Abs(value) * (1 + Math.Abs(logP));
    }
}
