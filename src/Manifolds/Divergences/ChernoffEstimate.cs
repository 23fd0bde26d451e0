using Neuromanifold.Manifolds.Distributions.Expectations;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>A Chernoff information with the exponent at which it is reached.</summary>
/// <param name="Value">−ln ∫ pˢ q^(1 − s), in nats; nothing is divided by s(1 − s).</param>
/// <param name="Method">How it was found.</param>
/// <param name="ErrorEstimate">How far it may be off.</param>
/// <param name="Exponent">s, the exponent of p; where P and Q are the same every s is as good, and ½ is given.</param>
public sealed record ChernoffEstimate(double Value, EstimateMethod Method, double ErrorEstimate, double Exponent) : Estimate(Value, Method, ErrorEstimate);
