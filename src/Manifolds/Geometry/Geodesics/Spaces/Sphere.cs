using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>Unit vectors with the metric of a sphere of some radius: d = 2R atan(‖u − v‖/‖u + v‖), on arcs of great circles.</summary>
internal sealed class Sphere(int dimension, double radius) : GeodesicSpace
{
    private const double Rounding = 4e-16;

    /// <inheritdoc/>
    public override int PointLength => dimension;

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double value = radius * Angle(from, to);
        return new(value, EstimateMethod.ClosedForm, Rounding * value);
    }

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double angle = Angle(from, to);
        if (angle > Math.PI - 1e-8) throw new NumericalException("Between opposite directions all great circles are as short: there is no one geodesic.");
        return new Arc(Distance(from, to), from.ToArray(), to.ToArray(), angle);
    }

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        double angle = TensorPrimitives.Norm(velocity[..dimension]), ratio = angle == 0 ? 1 : Math.Sin(angle) / angle;
        for (int place = 0; place < dimension; place++) to[place] = (Math.Cos(angle) * from[place]) + (ratio * velocity[place]);
        double length = TensorPrimitives.Norm<double>(to[..dimension]);
        TensorPrimitives.Divide(to[..dimension], length, to);
    }

    private static double Angle(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double apart = 0, together = 0;
        for (int place = 0; place < from.Length; place++)
        {
            apart += (from[place] - to[place]) * (from[place] - to[place]);
            together += (from[place] + to[place]) * (from[place] + to[place]);
        }

        return 2 * Math.Atan2(Math.Sqrt(apart), Math.Sqrt(together));
    }

    private sealed class Arc(GeodesicDistance distance, double[] from, double[] to, double angle) : GeodesicArc
    {
        private readonly double _inverseSine = angle == 0 ? 0 : 1 / Math.Sin(angle);

        public override GeodesicDistance Distance => distance;

        public override void Point(double time, Span<double> point)
        {
            double start = angle == 0 ? 1 - time : Math.Sin((1 - time) * angle) * _inverseSine, end = angle == 0 ? time : Math.Sin(time * angle) * _inverseSine;
            for (int place = 0; place < from.Length; place++) point[place] = (start * from[place]) + (end * to[place]);
        }

        public override void Velocity(double time, Span<double> velocity)
        {
            // cos(tω) (v − u) + [cos(tω) − cos((1−t)ω)] u, the bracket as 2 sin(ω/2) sin((1−2t)ω/2)
            double ratio = angle == 0 ? 1 : angle * _inverseSine, bracket = 2 * Math.Sin(0.5 * angle) * Math.Sin(0.5 * (1 - (2 * time)) * angle) * ratio;
            for (int place = 0; place < from.Length; place++) velocity[place] = (Math.Cos(time * angle) * ratio * (to[place] - from[place])) + (bracket * from[place]);
        }
    }
}
