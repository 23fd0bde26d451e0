using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>
/// Probabilities p with the Fisher metric n Σ dp²/p: by u = √p the orthant of a sphere of radius 2√n, d = 4√n asin(½‖√p − √q‖), the
/// chord written (p − q)/(√p + √q), which keeps the digits of near pairs. [Amari16], ch. 3. Cost: the number of probabilities.
/// </summary>
internal sealed class ProbabilitySphere : GeodesicSpace
{
    private const double Rounding = 4e-16;

    private readonly double _radius;

    /// <summary>The probabilities of <paramref name="categories"/> categories, seen by <paramref name="trials"/> independent trials.</summary>
    public ProbabilitySphere(int categories, double trials = 1)
    {
        PointLength = categories;
        _radius = 2 * Math.Sqrt(trials);
    }

    /// <inheritdoc/>
    public override int PointLength { get; }

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => Length(Angle(from, to));

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => new Arc(this, from.ToArray(), to.ToArray());

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        double square = 0;
        for (int place = 0; place < from.Length; place++)
        {
            if (from[place] > 0) square += velocity[place] * velocity[place] / from[place];
            else if (velocity[place] != 0) throw new NumericalException($"A geodesic cannot leave a probability of 0 with speed {velocity[place]:R}: its speed there is not finite.");
        }

        double angle = 0.5 * Math.Sqrt(square), along = angle == 0 ? 1 : Math.Sin(angle) / angle, cosine = Math.Cos(angle), sum = 0;
        for (int place = 0; place < from.Length; place++)
        {
            double root = Math.Sqrt(from[place]), moved = root > 0 ? (cosine * root) + (0.5 * along * velocity[place] / root) : 0;
            if (moved < 0 || angle > Math.PI) throw new NumericalException($"The geodesic of length {_radius * angle:R} leaves the simplex: probability {place} would pass 0.");
            to[place] = moved * moved;
            sum += to[place];
        }

        for (int place = 0; place < from.Length; place++) to[place] /= sum;
    }

    private static double Angle(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double square = 0, correction = 0;
        for (int place = 0; place < from.Length; place++)
        {
            double sum = Math.Sqrt(from[place]) + Math.Sqrt(to[place]);
            if (sum == 0) continue;
            double chord = (from[place] - to[place]) / sum, term = (chord * chord) - correction, next = square + term;
            correction = next - square - term;
            square = next;
        }

        return 2 * Math.Asin(Math.Min(1, 0.5 * Math.Sqrt(square)));
    }

    private GeodesicDistance Length(double angle) => new(_radius * angle, EstimateMethod.ClosedForm, Rounding * _radius * angle);

    private sealed class Arc : GeodesicArc
    {
        private readonly double[] _from, _to;

        private readonly double _angle, _inverseSine;

        public Arc(ProbabilitySphere space, double[] from, double[] to)
        {
            (_from, _to) = (from, to);
            _angle = Angle(from, to);
            _inverseSine = _angle == 0 ? 0 : 1 / Math.Sin(_angle);
            Distance = space.Length(_angle);
        }

        public override GeodesicDistance Distance { get; }

        public override void Point(double time, Span<double> point)
        {
            double start = _angle == 0 ? 1 - time : Math.Sin((1 - time) * _angle) * _inverseSine;
            double end = _angle == 0 ? time : Math.Sin(time * _angle) * _inverseSine;
            for (int place = 0; place < _from.Length; place++)
            {
                double root = (start * Math.Sqrt(_from[place])) + (end * Math.Sqrt(_to[place]));
                point[place] = root * root;
            }
        }

        public override void Velocity(double time, Span<double> velocity)
        {
            double start = _angle == 0 ? 1 - time : Math.Sin((1 - time) * _angle) * _inverseSine;
            double end = _angle == 0 ? time : Math.Sin(time * _angle) * _inverseSine;
            double ratio = _angle == 0 ? 1 : _angle * _inverseSine, chordWeight = Math.Cos(time * _angle) * ratio;

            // cos(tω) − cos((1−t)ω) = 2 sin(ω/2) sin((1−2t)ω/2)
            double startWeight = 2 * Math.Sin(0.5 * _angle) * Math.Sin(0.5 * (1 - (2 * time)) * _angle) * ratio;
            for (int place = 0; place < _from.Length; place++)
            {
                double a = Math.Sqrt(_from[place]), b = Math.Sqrt(_to[place]), chord = a + b == 0 ? 0 : (_to[place] - _from[place]) / (a + b);
                velocity[place] = 2 * ((start * a) + (end * b)) * ((chordWeight * chord) + (startWeight * a));
            }
        }
    }
}
