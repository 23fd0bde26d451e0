using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>
/// The points (x, y), y > 0, with (a dx² + b dy²)/y²: the hyperbolic plane of curvature −1/b, d = 2√b asinh(½√((a/b Δx² + Δy²)/(y₁y₂))).
/// Its geodesics are half ellipses about points of the line y = 0, and lines of constant x [CostaSantosStrapasson15].
/// </summary>
internal sealed class HyperbolicPlane : GeodesicSpace
{
    private const double Rounding = 4e-16;

    private readonly double _stretch, _scale;

    /// <summary>The half-plane with (a dx² + b dy²)/y².</summary>
    public HyperbolicPlane(double horizontal, double vertical)
    {
        _stretch = Math.Sqrt(horizontal / vertical);
        _scale = Math.Sqrt(vertical);
    }

    /// <inheritdoc/>
    public override int PointLength => 2;

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double value = _scale * UnitDistance(from, to);
        return new(value, EstimateMethod.ClosedForm, Rounding * value);
    }

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => new Arc(this, from, to);

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        double across = _stretch * velocity[0] / from[1], up = velocity[1] / from[1], length = double.Hypot(across, up);
        if (length == 0)
        {
            from[..2].CopyTo(to);
            return;
        }

        // cosh D − cos sinh D = e^−D + (1 − cos) sinh D, 1 − cos = sin²/(1 + cos)
        double cosine = up / length, sine = across / length, sinh = Math.Sinh(length);
        double shrink = cosine > 0 ? Math.Exp(-length) + (sine * sine / (1 + cosine) * sinh) : Math.Cosh(length) - (cosine * sinh);
        double x = from[0] + (velocity[0] / length * (sinh / shrink)), y = from[1] / shrink;
        if (!(double.IsFinite(x) && double.IsFinite(y) && y > 0)) throw new NumericalException($"The geodesic of length {_scale * length:R} ends beyond the range of double-precision numbers.");
        to[0] = x;
        to[1] = y;
    }

    private double UnitDistance(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double chord = double.Hypot(_stretch * (to[0] - from[0]), to[1] - from[1]) / Math.Sqrt(from[1]) / Math.Sqrt(to[1]);
        if (double.IsFinite(chord)) return 2 * Math.Asinh(0.5 * chord);

        // asinh x = ln 2x from far below here on.
        double logarithm = Math.Log(double.Hypot((_stretch * to[0] / 2) - (_stretch * from[0] / 2), (to[1] / 2) - (from[1] / 2))) + Math.Log(2);
        return 2 * (logarithm - (0.5 * (Math.Log(from[1]) + Math.Log(to[1]))));
    }

    // In the hyperboloid's light-cone coordinates (1/y, x/y, …) a geodesic is [sinh((1−t)D) P + sinh(tD) Q]/sinh D, so that its x is a mean
    // of the ends' with positive weights.
    private sealed class Arc : GeodesicArc
    {
        private readonly double _x, _y, _endX, _endY, _distance, _length;

        public Arc(HyperbolicPlane space, ReadOnlySpan<double> from, ReadOnlySpan<double> to)
        {
            (_x, _y, _endX, _endY) = (from[0], from[1], to[0], to[1]);
            _distance = space.UnitDistance(from, to);
            _length = space._scale * _distance;
        }

        public override GeodesicDistance Distance => new(_length, EstimateMethod.ClosedForm, Rounding * _length);

        public override void Point(double time, Span<double> point)
        {
            double start = Hyperbolic.Share(1 - time, _distance) / _y, end = Hyperbolic.Share(time, _distance) / _endY, sum = start + end;
            point[0] = time <= 0.5 ? _x + ((_endX - _x) * (end / sum)) : _endX - ((_endX - _x) * (start / sum));
            point[1] = 1 / sum;
        }

        public override void Velocity(double time, Span<double> velocity)
        {
            double sum = (Hyperbolic.Share(1 - time, _distance) / _y) + (Hyperbolic.Share(time, _distance) / _endY), height = 1 / sum;
            double startSlope = Hyperbolic.Slope(1 - time, _distance), endSlope = Hyperbolic.Slope(time, _distance);

            // cosh((1−t)D) − cosh(tD) = 2 sinh(D/2) sinh((1−2t)D/2)
            double half = (1 - (2 * time)) * _distance / 2;
            double difference = _distance * (Math.Abs(half) < 300 ? Math.Sinh(half) / Math.Cosh(_distance / 2) : Math.CopySign(Math.Exp(Math.Abs(half) - (_distance / 2)), half));
            double decline = (((_endY - _y) / _y / _endY) * 0.5 * (startSlope + endSlope)) + (0.5 * ((1 / _y) + (1 / _endY)) * difference);
            velocity[0] = (_endX - _x) * Hyperbolic.Ratio(_distance) * (height / _y) * (height / _endY);
            velocity[1] = decline * height * height;
        }
    }
}
