using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>The equation of parallel transport, and the units its errors are measured in.</summary>
internal static class TransportField
{
    /// <summary>How vectors change along a curve; NaN where the point lies outside the chart.</summary>
    public static void Fill(Connection connection, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, ReadOnlySpan<double> vectors, Span<double> changes)
    {
        if (vectors.IsEmpty) return;
        try
        {
            if (connection.Manifold.Contains(point))
            {
                connection.Drift(point, velocity, vectors, changes);
                return;
            }
        }
        catch (NumericalException)
        {
            // The metric is singular, or has no number, at the chart's edge.
        }

        changes.Fill(double.NaN);
    }

    /// <summary>
    /// Of a point and vectors after it, what moves each coordinate by one unit of length, times the unit for the point and the
    /// vector's own length for a vector.
    /// </summary>
    public static void Scale(StatisticalManifold manifold, ReadOnlySpan<double> state, Span<double> scale, double unit)
    {
        int d = manifold.Dimension;
        Matrix<double> metric = new(d, d);
        manifold.Metric(state[..d], metric);
        for (int start = 0; start < state.Length; start += d)
        {
            ReadOnlySpan<double> vector = state.Slice(start, d);
            double length = start == 0 ? unit : Math.Sqrt(Contraction.Bilinear(metric, vector, vector));
            if (!(length > 0)) length = 1;
            for (int place = 0; place < d; place++) scale[start + place] = length / Math.Sqrt(metric[place, place]);
        }
    }
}
