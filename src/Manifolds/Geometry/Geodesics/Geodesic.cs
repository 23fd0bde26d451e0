using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>The shortest Fisher–Rao path between two distributions, run through at constant speed in the time from 0 to 1.</summary>
public sealed class Geodesic
{
    private readonly GeodesicArc _arc;

    private readonly GeodesicChart _chart;

    internal Geodesic(Distribution from, Distribution to, GeodesicChart chart, GeodesicArc arc)
    {
        (From, To) = (from, to);
        (_chart, _arc) = (chart, arc);
    }

    /// <summary>Where the path starts.</summary>
    public Distribution From { get; }

    /// <summary>Where the path ends.</summary>
    public Distribution To { get; }

    /// <summary>The Fisher–Rao distance of its ends, with how it was found.</summary>
    public GeodesicDistance Distance => _arc.Distance;

    /// <summary>The length.</summary>
    public double Length => _arc.Distance.Value;

    /// <summary>How the path was found.</summary>
    public EstimateMethod Method => _arc.Distance.Method;

    /// <summary>How far the length may be from the truth.</summary>
    public double ErrorEstimate => _arc.Distance.ErrorEstimate;

    /// <summary>γ(t), the distribution at a fraction of the length.</summary>
    public Distribution At(double time)
    {
        RequireFraction(time);
        if (time == 0) return From;
        if (time == 1) return To;
        double[] point = new double[_chart.Space.PointLength], parameters = new double[From.Family.ParameterLength];
        _arc.Point(time, point);
        _chart.FromSpace(point, parameters);
        return From.Family.At(parameters);
    }

    /// <summary>γ′(t) in the usual chart's coordinates; its length in the metric at γ(t) is <see cref="Length"/>.</summary>
    /// <exception cref="NumericalException">The coordinates have no finite velocity there: a probability of 0, say.</exception>
    public double[] Velocity(double time)
    {
        RequireFraction(time);
        double[] point = new double[_chart.Space.PointLength], velocity = new double[point.Length], coordinates = new double[From.Family.Dimension];
        _arc.Point(time, point);
        _arc.Velocity(time, velocity);
        _chart.FromSpaceVelocity(From.Family, point, velocity, coordinates);
        if (!Array.TrueForAll(coordinates, double.IsFinite)) throw new NumericalException($"The geodesic from {From} to {To} has no finite velocity at time {time:R} in the coordinates of {From.Family}.");
        return coordinates;
    }

    /// <summary>log_P(Q): the initial velocity in the usual chart's coordinates, from which the exponential map leads to the end.</summary>
    public double[] Logarithm() => Velocity(0);

    private static void RequireFraction(double time)
    {
        if (!(time is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(time), time, "A time from 0 to 1 was expected.");
    }
}
