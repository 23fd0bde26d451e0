using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>
/// A space whose geodesics are found between their ends: a coarse path relaxed from a start, then on elements of about the length of the
/// curvature radius by polynomials of two degrees, whose lengths must agree; if not, on elements half as long.
/// </summary>
internal sealed class BoundaryValueSpace(PathGeometry geometry, StatisticalManifold manifold) : GeodesicSpace
{
    private const int CoarseDegree = 4, CoarseElements = 4, LowDegree = 8, HighDegree = 12, MostElements = 256, MostSteps = 60, MostCoarseSteps = 200;

    private const double ElementLength = 1, CoarseTolerance = 1e-3, Tolerance = 1e-12, Agreement = 1e-9, Rounding = 1e-14;

    [ThreadStatic]
    private static Relaxation? _spare;

    /// <inheritdoc/>
    public override int PointLength => manifold.Dimension;

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => Solve(from, to, LowDegree, HighDegree).Distance;

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => new Arc(geometry, from.ToArray(), to.ToArray(), Solve(from, to, HighDegree, HighDegree + 4));

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to) =>
        new GeodesicFlow(manifold.Connection(0)).Shoot(from, velocity).Point.CopyTo(to);

    private (Path Path, GeodesicDistance Distance) Solve(ReadOnlySpan<double> from, ReadOnlySpan<double> to, int lowDegree, int highDegree)
    {
        double[] start = new double[geometry.Dimension], difference = new double[geometry.Dimension];
        geometry.Describe(from, start);
        geometry.Difference(from, to, difference);
        Path path = new(start, difference, CoarseElements, CoarseDegree);
        if (!difference.AsSpan().ContainsAnyExcept(0.0)) return (path, new(0, EstimateMethod.BoundaryValue, 0));
        Relaxation relaxation = _spare ?? new();
        _spare = null;
        try
        {
            geometry.Start(path);
            double length = Math.Sqrt(relaxation.Run(geometry, path, CoarseTolerance, MostCoarseSteps).Energy), error = double.PositiveInfinity;
            for (int elements = Math.Max(1, (int)Math.Ceiling(length / ElementLength)); elements <= MostElements; elements *= 2)
            {
                path = path.Refine(elements, lowDegree);
                RelaxationResult low = relaxation.Run(geometry, path, Tolerance, MostSteps);
                path = path.Refine(elements, highDegree);
                RelaxationResult high = relaxation.Run(geometry, path, Tolerance, MostSteps);
                length = Math.Sqrt(high.Energy);
                error = Math.Abs(length - Math.Sqrt(low.Energy)) + (high.Fall * high.Fall * length) + (Rounding * length);
                if (high.Converged && error <= Agreement * length) return (path, new(length, EstimateMethod.BoundaryValue, error));
                if (!double.IsFinite(length)) break;
            }

            throw new NoGeodesicException(length, error);
        }
        finally
        {
            _spare = relaxation;
        }
    }

    private sealed class Arc(PathGeometry geometry, double[] from, double[] to, (Path Path, GeodesicDistance Distance) found) : GeodesicArc
    {
        public override GeodesicDistance Distance => found.Distance;

        public override void Point(double time, Span<double> point)
        {
            if (time is 0 or 1)
            {
                (time < 1 ? from : to).CopyTo(point);
                return;
            }

            Span<double> x = stackalloc double[geometry.Dimension], velocity = stackalloc double[geometry.Dimension];
            found.Path.At(time, x, velocity);
            geometry.Point(x, point);
        }

        public override void Velocity(double time, Span<double> velocity)
        {
            double[] x = new double[geometry.Dimension], speed = new double[geometry.Dimension];
            found.Path.At(time, x, speed);
            if (time is 0 or 1) Ends(time, x, speed);
            geometry.PointVelocity(x, speed, velocity);
        }

        // At the ends the momentum is known as well as the length.
        private void Ends(double time, double[] x, double[] speed)
        {
            int d = x.Length;
            double[] momentum = new double[d], force = new double[d], mixed = new double[d * d], bend = new double[d * d];
            Matrix<double> metric = new(d, d);
            geometry.Expand(x, speed, momentum, force, metric.AsSpan(), mixed, bend);
            if (!Cholesky.TryFactor(metric.View, out _, out _)) return;
            Relaxation relaxation = new();
            if (time == 0) relaxation.InitialMomentum(geometry, found.Path, momentum);
            else relaxation.FinalMomentum(geometry, found.Path, momentum);
            Matrix<double> solution = new(d, 1);
            momentum.CopyTo(solution.AsSpan());
            Cholesky.Solve<double>(metric, solution);
            solution.AsSpan().CopyTo(speed);
        }
    }
}
