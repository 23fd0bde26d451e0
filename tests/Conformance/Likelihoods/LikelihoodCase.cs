using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.References.Likelihoods;

namespace Neuromanifold.Conformance.Likelihoods;

/// <summary>A family, its slow twin, the spread of the parameters at which they are compared, and the largest and smallest parameter it must bear.</summary>
public sealed record LikelihoodCase(Likelihood Family, LikelihoodTwin Twin, double Spread, double Lowest, double Highest);
