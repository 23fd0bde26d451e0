using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>
/// A Riemannian manifold in whose coordinates shortest paths are computed. Verbs keep no state, may be called from any thread, and take
/// points to lie in the space.
/// </summary>
public abstract class GeodesicSpace
{
    /// <summary>The number of values that give a point.</summary>
    public abstract int PointLength { get; }

    /// <summary>d(p, q).</summary>
    /// <exception cref="NumericalException">The distance could not be found to its accuracy.</exception>
    public abstract GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to);

    /// <summary>The shortest path from p to q.</summary>
    /// <exception cref="NumericalException">The path could not be found to its accuracy, or there are several.</exception>
    public abstract GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to);

    /// <summary>exp_p(v): where the geodesic that leaves p with velocity v is at time 1.</summary>
    /// <exception cref="NumericalException">It leaves the space before.</exception>
    public abstract void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to);
}
