using MathNet.Numerics.Integration;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Surfaces;

/// <summary>Sixteen nodes and weights on [0, 1], exact for polynomials of degree 31.</summary>
internal static class GaussLegendre
{
    /// <summary>The number of nodes.</summary>
    public const int Points = 16;

    private static readonly double[] _nodes = new double[Points], _weights = new double[Points];

    static GaussLegendre()
    {
        GaussLegendreRule rule = new(0, 1, Points);
        for (int point = 0; point < Points; point++) (_nodes[point], _weights[point]) = (rule.GetAbscissa(point), rule.GetWeight(point));
    }

    /// <summary>Where the integrand is evaluated.</summary>
    public static ReadOnlySpan<double> Nodes => _nodes;

    /// <summary>What the values are multiplied by.</summary>
    public static ReadOnlySpan<double> Weights => _weights;
}
