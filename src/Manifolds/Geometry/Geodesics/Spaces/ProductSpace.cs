using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions.Expectations;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>Points of several spaces, one after the other: d = √Σ d², and a path is shortest where each of its parts is.</summary>
internal sealed class ProductSpace(ImmutableArray<GeodesicSpace> factors) : GeodesicSpace
{
    /// <inheritdoc/>
    public override int PointLength { get; } = factors.Sum(factor => factor.PointLength);

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        GeodesicDistance[] parts = new GeodesicDistance[factors.Length];
        int start = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            int length = factors[part].PointLength;
            parts[part] = factors[part].Distance(from.Slice(start, length), to.Slice(start, length));
            start += length;
        }

        return Together(parts);
    }

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        GeodesicArc[] parts = new GeodesicArc[factors.Length];
        int start = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            int length = factors[part].PointLength;
            parts[part] = factors[part].Connect(from.Slice(start, length), to.Slice(start, length));
            start += length;
        }

        return new Arc(factors, parts);
    }

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        int start = 0;
        foreach (GeodesicSpace factor in factors)
        {
            factor.Exponential(from.Slice(start, factor.PointLength), velocity.Slice(start, factor.PointLength), to.Slice(start, factor.PointLength));
            start += factor.PointLength;
        }
    }

    private static GeodesicDistance Together(ReadOnlySpan<GeodesicDistance> parts)
    {
        double value = 0, error = 0;
        EstimateMethod method = EstimateMethod.ClosedForm;
        foreach (GeodesicDistance part in parts)
        {
            value = double.Hypot(value, part.Value);
            error = double.Hypot(error, part.ErrorEstimate);
            if (part.Method > method) method = part.Method;
        }

        return new(value, method, error);
    }

    private sealed class Arc(ImmutableArray<GeodesicSpace> factors, GeodesicArc[] parts) : GeodesicArc
    {
        public override GeodesicDistance Distance { get; } = Together([.. parts.Select(part => part.Distance)]);

        public override void Point(double time, Span<double> point)
        {
            int start = 0;
            for (int part = 0; part < parts.Length; part++)
            {
                parts[part].Point(time, point.Slice(start, factors[part].PointLength));
                start += factors[part].PointLength;
            }
        }

        public override void Velocity(double time, Span<double> velocity)
        {
            int start = 0;
            for (int part = 0; part < parts.Length; part++)
            {
                parts[part].Velocity(time, velocity.Slice(start, factors[part].PointLength));
                start += factors[part].PointLength;
            }
        }
    }
}
