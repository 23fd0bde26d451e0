using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.References.Distributions;

namespace Neuromanifold.Conformance.Distributions;

/// <summary>Expectations over the outcomes of a distribution of single numbers.</summary>
internal static class PlainExpectation
{
    /// <summary>E[f(y)].</summary>
    public static double Of(Distribution distribution, Func<double, double> function) => distribution.Family.Outcomes switch
    {
        OutcomeSpace.Integers integers => Expectations.OverIntegers(integers.First, integers.Last, y => distribution.LogDensity(y), function),
        OutcomeSpace.Interval interval => Expectations.OverInterval(interval.Low, interval.High, Cut(distribution), y => distribution.LogDensity(y), function),
        OutcomeSpace other => throw new NotSupportedException($"No plain sum over {other.Description}."),
    };

    // Laplace distributions have a kink at their location.
    private static double Cut(Distribution distribution) => distribution.Family switch
    {
        FixedLocationLaplace laplace => laplace.Location,
        LocationScaleFamily => distribution.Parameters[0],
        _ => 0,
    };
}
