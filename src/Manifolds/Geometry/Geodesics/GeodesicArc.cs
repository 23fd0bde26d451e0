namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>The shortest path γ between two points of a space, run through at constant speed in the time from 0 to 1.</summary>
public abstract class GeodesicArc
{
    /// <summary>The length, with how it was found.</summary>
    public abstract GeodesicDistance Distance { get; }

    /// <summary>γ(t), 0 ≤ t ≤ 1.</summary>
    public abstract void Point(double time, Span<double> point);

    /// <summary>γ′(t), 0 ≤ t ≤ 1; at 0 the logarithm of the end seen from the start.</summary>
    public abstract void Velocity(double time, Span<double> velocity);
}
