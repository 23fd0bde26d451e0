using System.Collections.Immutable;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>A geodesic or another curve could not be followed to its end: it leaves the manifold's chart, say.</summary>
public sealed class IncompletePathException : NumericalException
{
    internal IncompletePathException(string message, double time, ReadOnlySpan<double> point, Exception cause)
        : base(message, cause)
    {
        Time = time;
        Point = [.. point];
    }

    /// <summary>How far it was followed.</summary>
    public double Time { get; }

    /// <summary>Where it stood then.</summary>
    public ImmutableArray<double> Point { get; }
}
