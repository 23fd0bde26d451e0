using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>One parameter, whose distance is arc length: d = |∫ √g|, signed here from the first to the second value.</summary>
public abstract class Line : GeodesicSpace
{
    private const double Rounding = 4e-16;

    /// <inheritdoc/>
    public sealed override int PointLength => 1;

    /// <inheritdoc/>
    public sealed override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => Measure(from[0], to[0]);

    /// <inheritdoc/>
    public sealed override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => new Segment(this, from[0], to[0]);

    /// <inheritdoc/>
    public sealed override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        double end = Move(from[0], velocity[0] * Speed(from[0]));
        if (!double.IsFinite(end) || !Contains(end)) throw new NumericalException($"The geodesic from {from[0]:R} of length {Math.Abs(velocity[0] * Speed(from[0])):R} leaves the family.");
        to[0] = end;
    }

    /// <summary>∫ √g from one value to another, negative downwards; to rounding for near values.</summary>
    protected abstract double Arc(double from, double to);

    /// <summary>The value at a signed arc from another.</summary>
    protected abstract double Move(double from, double arc);

    /// <summary>√g.</summary>
    protected abstract double Speed(double at);

    /// <summary>Whether a value lies on the line.</summary>
    protected virtual bool Contains(double at) => at > 0;

    private GeodesicDistance Measure(double from, double to)
    {
        double value = Math.Abs(Arc(from, to));
        return new(value, EstimateMethod.ClosedForm, Rounding * value);
    }

    private sealed class Segment(Line line, double from, double to) : GeodesicArc
    {
        private readonly double _arc = line.Arc(from, to);

        public override GeodesicDistance Distance { get; } = line.Measure(from, to);

        public override void Point(double time, Span<double> point) => point[0] = time <= 0.5 ? line.Move(from, time * _arc) : line.Move(to, (time - 1) * _arc);

        public override void Velocity(double time, Span<double> velocity)
        {
            Span<double> point = stackalloc double[1];
            Point(time, point);
            velocity[0] = _arc / line.Speed(point[0]);
        }
    }
}
