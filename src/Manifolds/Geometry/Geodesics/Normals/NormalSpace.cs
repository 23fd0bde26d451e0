using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Normals;

/// <summary>
/// Normal distributions in n dimensions, points being the mean and after it the covariance, row by row. There is no closed form: the
/// distance is the least ½‖log G(K)‖ over skew matrices K, where G(0) lifts the second distribution to the group in which geodesics are
/// exponentials and K moves it within what stands for the same distribution. Exponentials are closed. [Eriksen87] [Nielsen23]
/// Cost: some ten to fifty spectral decompositions of order 2n + 1.
/// </summary>
internal sealed class NormalSpace(int order) : GeodesicSpace
{
    /// <inheritdoc/>
    public override int PointLength => order + (order * order);

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => Lift(new(order, from, to)).Distance;

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        Whitening whitening = new(order, from, to);
        (Flight flight, GeodesicDistance distance) = Lift(whitening);
        return new Arc(whitening, flight, distance, from.ToArray(), to.ToArray());
    }

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        Whitening whitening = new(order, from);
        (double[] mean, Matrix<double> covariance) = whitening.Reduce(velocity);
        (mean, covariance, _, _) = Flight.Along(mean, covariance).At(1);
        whitening.Restore(mean, covariance, withOrigin: true, to);
        foreach (double entry in to[..PointLength])
        {
            if (!double.IsFinite(entry)) throw new NumericalException("The geodesic ends beyond the range of double-precision numbers.");
        }
    }

    private (Flight Flight, GeodesicDistance Distance) Lift(Whitening whitening)
    {
        SkewSearch search = new(whitening.Mean, whitening.Excess);
        (Flight flight, double error) = search.Run();
        double length = flight.Length;
        if (!(error <= 1e-9 * length) && length > 0) throw new NoGeodesicException(length, error);
        return (flight, new(length, EstimateMethod.BoundaryValue, error));
    }

    private sealed class Arc(Whitening whitening, Flight flight, GeodesicDistance distance, double[] from, double[] to) : GeodesicArc
    {
        public override GeodesicDistance Distance => distance;

        public override void Point(double time, Span<double> point)
        {
            if (time is 0 or 1)
            {
                (time < 1 ? from : to).CopyTo(point);
                return;
            }

            (double[] mean, Matrix<double> covariance, _, _) = flight.At(time);
            whitening.Restore(mean, covariance, withOrigin: true, point);
        }

        public override void Velocity(double time, Span<double> velocity)
        {
            (_, _, double[] mean, Matrix<double> covariance) = flight.At(time);
            whitening.Restore(mean, covariance, withOrigin: false, velocity);
        }
    }
}
