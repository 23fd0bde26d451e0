namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>
/// What is integrated over the outcomes of two distributions: a function of both densities that scales as they do,
/// φ(cp, cq) = c φ(p, q), so that its integral is the same in every chart of the outcomes.
/// </summary>
internal interface IPairIntegrand
{
    /// <summary>Whether φ depends on the outcome itself, which near an end has fewer digits than its distance from there, and not on densities alone.</summary>
    bool UsesOutcome { get; }

    /// <summary>φ at an outcome, given ln p and ln q there, −∞ for zero.</summary>
    double Value(ReadOnlySpan<double> outcome, double logP, double logQ);

    /// <summary>How far the rounding of both logarithms may have moved a value.</summary>
    double Rounding(double value, double logP, double logQ);
}
