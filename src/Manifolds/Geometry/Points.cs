using System.Globalization;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>What is said of points, and refused of them.</summary>
internal static class Points
{
    private const int MostNamed = 8;

    /// <summary>"(mean=0, sd=1)".</summary>
    public static string Describe(StatisticalManifold manifold, ReadOnlySpan<double> point)
    {
        List<string> parts = [];
        for (int place = 0; place < Math.Min(point.Length, MostNamed); place++) parts.Add($"{manifold.CoordinateNames[place]}={point[place].ToString("R", CultureInfo.InvariantCulture)}");
        if (point.Length > MostNamed) parts.Add($"… {point.Length - MostNamed} more");
        return $"({string.Join(", ", parts)})";
    }

    /// <summary>Refuses a point outside the chart.</summary>
    public static void Require(StatisticalManifold manifold, ReadOnlySpan<double> point)
    {
        RequireLength(manifold, point, nameof(point));
        if (!manifold.Contains(point)) throw new InvalidInputException("The point", Describe(manifold, point), "a point of the chart");
    }

    /// <summary>Refuses a number of values other than the dimension.</summary>
    public static void RequireLength(StatisticalManifold manifold, ReadOnlySpan<double> values, string name)
    {
        if (values.Length != manifold.Dimension) throw new ArgumentException($"A manifold of dimension {manifold.Dimension} needs {manifold.Dimension} values, found {values.Length}.", name);
    }
}
