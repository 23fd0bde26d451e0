using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>Points whose coordinates move.</summary>
internal static class JetPoint
{
    /// <summary>The point, one direction of derivatives along each of the coordinates that are named.</summary>
    public static Jet[] Along(ReadOnlySpan<double> point, params ReadOnlySpan<int> coordinates)
    {
        Jet[] variables = new Jet[point.Length];
        Span<double> speeds = stackalloc double[coordinates.Length];
        for (int place = 0; place < point.Length; place++)
        {
            for (int direction = 0; direction < coordinates.Length; direction++) speeds[direction] = coordinates[direction] == place ? 1 : 0;
            variables[place] = Jet.Variable(point[place], speeds);
        }

        return variables;
    }
}
