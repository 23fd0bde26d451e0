namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>
/// The energy density ½ g(ẋ, ẋ) of a path and how it changes with the path, to second order along geodesics: for a variation v it is
/// p·v̇ + f·v, and ½[v̇ᵀ g v̇ + 2 v̇ᵀ S v + vᵀ B v] after that, the index form ½[|∇v|² − R(v, ẋ, ẋ, v)], which is positive where the curvature
/// is not. Coordinates x are those in which paths are described. Matrices are d×d, row by row.
/// </summary>
internal abstract class PathGeometry(int dimension)
{
    /// <summary>d.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>Writes x of a point.</summary>
    public abstract void Describe(ReadOnlySpan<double> point, Span<double> x);

    /// <summary>Writes x of the second point less x of the first, to rounding for near points.</summary>
    public abstract void Difference(ReadOnlySpan<double> from, ReadOnlySpan<double> to, Span<double> difference);

    /// <summary>Writes the point of x.</summary>
    public abstract void Point(ReadOnlySpan<double> x, Span<double> point);

    /// <summary>Writes the velocity of the point of x.</summary>
    public abstract void PointVelocity(ReadOnlySpan<double> x, ReadOnlySpan<double> velocity, Span<double> pointVelocity);

    /// <summary>g(ẋ, ẋ); NaN or infinite outside of the manifold.</summary>
    public abstract double SpeedSquared(ReadOnlySpan<double> x, ReadOnlySpan<double> velocity);

    /// <summary>g(ẋ, ẋ) and its changes.</summary>
    public abstract double Expand(
        ReadOnlySpan<double> x, ReadOnlySpan<double> velocity, Span<double> momentum, Span<double> force, Span<double> metric, Span<double> mixed, Span<double> bend);

    /// <summary>Changes the deviations of a straight path to those of one that is nearer to a geodesic, where such a path is known.</summary>
    public virtual void Start(Path path)
    {
    }
}
