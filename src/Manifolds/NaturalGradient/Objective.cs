using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>A function on a manifold, in a chart of it, that is to be made small.</summary>
public abstract class Objective
{
    /// <summary>A function in a chart.</summary>
    protected Objective(StatisticalManifold manifold) => Manifold = manifold;

    /// <summary>The manifold in the chart whose coordinates the function takes.</summary>
    public StatisticalManifold Manifold { get; }

    /// <summary>L(x).</summary>
    public abstract double Value(ReadOnlySpan<double> point);

    /// <summary>∂L/∂x.</summary>
    public abstract void Gradient(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>The same function in another chart u, or on a submanifold: L(x(u)).</summary>
    /// <exception cref="ArgumentException">The chart does not lead into this function's manifold.</exception>
    public Objective In(PulledBackManifold chart) => new PulledBackObjective(this, chart);
}
