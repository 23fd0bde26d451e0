using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>The geodesic between two points was not found to its accuracy.</summary>
public sealed class NoGeodesicException : NumericalException
{
    /// <summary>A solver that ended at a length with an error that is too large.</summary>
    public NoGeodesicException(double length, double errorEstimate)
        : base(FormattableString.Invariant(
            $"The geodesic was not found: the search ended at a path of length {length:g6} with an error of {errorEstimate:g2}. The ends lie too far apart, or the metric changes too fast between them; go by a point between."))
    {
        Length = length;
        ErrorEstimate = errorEstimate;
    }

    /// <summary>The length of the last path.</summary>
    public double Length { get; }

    /// <summary>Its error.</summary>
    public double ErrorEstimate { get; }
}
