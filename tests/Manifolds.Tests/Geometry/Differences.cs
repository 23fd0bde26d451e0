namespace Neuromanifold.Manifolds.Tests.Geometry;

/// <summary>Derivatives of tensor fields by central differences, three steps extrapolated: errors of order h⁶.</summary>
internal static class Differences
{
    public delegate void Field(ReadOnlySpan<double> point, Span<double> tensor);

    /// <summary>∂_k T at [k, …].</summary>
    public static double[] Of(Field field, double[] point, int length, Func<int, double> step)
    {
        double[] result = new double[point.Length * length];
        for (int k = 0; k < point.Length; k++)
        {
            double h = step(k);
            double[] wide = Central(field, point, length, k, h), middle = Central(field, point, length, k, h / 2), narrow = Central(field, point, length, k, h / 4);
            for (int place = 0; place < length; place++) result[(k * length) + place] = ((64 * narrow[place]) - (20 * middle[place]) + wide[place]) / 45;
        }

        return result;
    }

    private static double[] Central(Field field, double[] point, int length, int axis, double step)
    {
        double[] up = [.. point], down = [.. point], above = new double[length], below = new double[length];
        up[axis] += step;
        down[axis] -= step;
        field(up, above);
        field(down, below);
        return [.. above.Select((value, place) => (value - below[place]) / (up[axis] - down[axis]))];
    }
}
