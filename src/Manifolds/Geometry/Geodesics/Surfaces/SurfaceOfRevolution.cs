using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Surfaces;

/// <summary>
/// A surface with the metric E dG² + G dφ² and so with a symmetry: c = G dφ/ds is constant along a geodesic (Clairaut). With the roundness
/// Q = 2G√E the metric is that of a half-plane, dX²/Y² + Q² dY²/Y² for Y = 1/√G, in which Q varies little: the half circle between the
/// ends that is a geodesic for constant Q turns by P, the geodesic by P q(P), and P q(P) = Δφ is the one root to be found.
/// Cost: some five quadratures.
/// </summary>
internal abstract class SurfaceOfRevolution : GeodesicSpace
{
    private const int MostSteps = 80;

    private const double Rounding = 4e-15;

    private const double TurnTolerance = 2e-14;

    private const double LeastSlope = 0.1;

    /// <inheritdoc/>
    public sealed override int PointLength => 2;

    /// <summary>G at a point.</summary>
    protected abstract double Girth(ReadOnlySpan<double> point);

    /// <summary>Q = 2G√E.</summary>
    protected internal abstract double Roundness(double girth);

    /// <summary>φ at the second point less φ at the first, to rounding for near points.</summary>
    protected abstract double Turn(ReadOnlySpan<double> from, ReadOnlySpan<double> to);

    /// <summary>The point of girth G, turned by Δφ from another.</summary>
    protected abstract void Place(ReadOnlySpan<double> from, double girth, double turn, Span<double> to);

    /// <summary>dG/dt and dφ/dt of a velocity.</summary>
    protected abstract (double Girth, double Turn) Rates(ReadOnlySpan<double> point, ReadOnlySpan<double> velocity);

    /// <summary>The velocity with given dG/dt and dφ/dt.</summary>
    protected abstract void VelocityOf(ReadOnlySpan<double> point, double girthRate, double turnRate, Span<double> velocity);

    /// <inheritdoc/>
    public sealed override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => Solve(from, to).Distance;

    /// <inheritdoc/>
    public sealed override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => new Arc(this, from.ToArray(), to.ToArray());

    /// <inheritdoc/>
    public sealed override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        double girth = Girth(from);
        (double girthRate, double turnRate) = Rates(from, velocity);
        double up = Roundness(girth) * girthRate / (2 * girth), across = Math.Sqrt(girth) * turnRate, length = double.Hypot(up, across);
        if (length == 0)
        {
            from.CopyTo(to);
            return;
        }

        Meridian path = new(girth, up / length, Math.Abs(across / length));
        (double end, double turn) = path.Advance(this, length);
        double root = path.Root(end);
        Place(from, girth * root * root, Math.CopySign(turn / Math.Sqrt(girth), turnRate), to);
    }

    // G and turns in units of the start's.
    private (Meridian Path, GeodesicDistance Distance) Solve(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double girth = Girth(from), end = Girth(to), wanted = Math.Abs(Turn(from, to)) * Math.Sqrt(girth);
        if (wanted == 0 && girth == end) return (new(girth, 1, 0), new(0, EstimateMethod.Quadrature, 0));
        double turn = wanted / Math.Sqrt(Roundness(girth) * Roundness(end)), low = 0, high = double.PositiveInfinity, lastTurn = 0, lastMiss = 0, slope = 1;
        for (int step = 0; step < MostSteps; step++)
        {
            (Meridian path, double span) = HalfCircle(girth, end, turn);
            if (!double.IsFinite(span)) break;
            (double length, double turned, double plain) = path.Integrate(this, 0, span);

            // P q(P), by the quotient of two integrals of which the second is known to be P.
            double reached = plain > 0 ? turn * (turned / plain) : turned, gap = wanted - reached;
            if (Math.Abs(gap) <= TurnTolerance * wanted || (step > 0 && turn == lastTurn))
            {
                // By the first variation the length that is wanted is longer by c times the turn that is missing.
                double value = length + (path.Lean * gap), finer = path.Integrate(this, 0, span, 1).Length;
                return (path, new(value, EstimateMethod.Quadrature, Math.Abs(finer - length) + Math.Abs(path.Lean * gap) + (Rounding * value)));
            }

            double miss = Math.Log(reached / wanted);
            (low, high) = miss < 0 ? (turn, high) : (low, turn);
            if (step > 0) slope = Math.Clamp((miss - lastMiss) / Math.Log(turn / lastTurn), LeastSlope, 1 / LeastSlope);
            (lastTurn, lastMiss) = (turn, miss);
            turn *= Math.Exp(-miss / slope);
            if (!(turn > low && turn < high)) turn = low > 0 && high < double.PositiveInfinity ? Math.Sqrt(low) * Math.Sqrt(high) : lastTurn;
        }

        throw new NumericalException($"No geodesic was found that turns by {wanted / Math.Sqrt(girth):R} between girths {girth:R} and {end:R}.");
    }

    // The half circle over (0, Y₁) and (P, Y₂), Y = √(G_start/G), and the hyperbolic distance of its ends.
    private static (Meridian Path, double Span) HalfCircle(double girth, double end, double turn)
    {
        double ratio = girth / end, excess = (girth - end) / end, height = Math.Sqrt(ratio);
        double across = (turn * turn) + excess, twice = 2 * turn, length = double.Hypot(across, twice);
        double span = 2 * Math.Asinh(0.5 * double.Hypot(turn, excess / (1 + height)) / Math.Sqrt(height));
        return (new(girth, -across / length, twice / length), span);
    }

    private sealed class Arc : GeodesicArc
    {
        private readonly SurfaceOfRevolution _surface;

        private readonly double[] _from, _to;

        private readonly Meridian _path;

        private readonly double _sign;

        public Arc(SurfaceOfRevolution surface, double[] from, double[] to)
        {
            (_surface, _from, _to) = (surface, from, to);
            (_path, Distance) = surface.Solve(from, to);
            _sign = Math.Sign(surface.Turn(from, to)) / Math.Sqrt(_path.Girth);
        }

        public override GeodesicDistance Distance { get; }

        public override void Point(double time, Span<double> point)
        {
            if (time is 0 or 1 || Distance.Value == 0)
            {
                (time < 1 ? _from : _to).CopyTo(point);
                return;
            }

            (double place, double turn) = _path.Advance(_surface, time * Distance.Value);
            double root = _path.Root(place);
            _surface.Place(_from, _path.Girth * root * root, _sign * turn, point);
        }

        public override void Velocity(double time, Span<double> velocity)
        {
            velocity.Clear();
            if (Distance.Value == 0) return;
            double place = time == 0 ? 0 : _path.Advance(_surface, time * Distance.Value).Place, root = _path.Root(place);
            double roundness = _surface.Roundness(_path.Girth * root * root), pace = Distance.Value / roundness;
            Span<double> point = stackalloc double[2];
            Point(time, point);
            _surface.VelocityOf(point, 2 * _path.Girth * root * _path.RootSlope(place) * pace, _sign * roundness * _path.Lean / (root * root) * pace, velocity);
        }
    }
}
