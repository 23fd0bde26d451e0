using System.Collections.Immutable;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>A manifold seen in a user's chart, or a submanifold in one, given by a differentiable map into another manifold's chart.</summary>
public class MappedManifold : PulledBackManifold
{
    private readonly ChartMap _map;

    /// <summary>A chart u, or submanifold with coordinates u, of a manifold.</summary>
    /// <param name="ambient">The manifold in the chart x that the map leads to.</param>
    /// <param name="coordinates">The names of u, no more than x has coordinates.</param>
    /// <param name="map">x(u), whose Jacobian must have full rank.</param>
    public MappedManifold(StatisticalManifold ambient, ImmutableArray<string> coordinates, ChartMap map)
        : base(ambient, coordinates)
    {
        if (coordinates.Length > ambient.Dimension || coordinates.IsEmpty)
            throw new ArgumentException($"A chart or submanifold of a manifold of dimension {ambient.Dimension} has from 1 to {ambient.Dimension} coordinates, found {coordinates.Length}.", nameof(coordinates));
        _map = map;
    }

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point)
    {
        Span<double> image = new double[Ambient.Dimension];
        ToAmbient(point, image);
        return Ambient.Contains(image);
    }

    /// <inheritdoc/>
    public override void ToAmbient(ReadOnlySpan<double> point, Span<double> image)
    {
        Jet[] values = Evaluate(point);
        for (int i = 0; i < image.Length; i++) image[i] = values[i].Value;
    }

    /// <inheritdoc/>
    public override void Jacobian(ReadOnlySpan<double> point, MatrixView<double> jacobian)
    {
        for (int a = 0; a < Dimension; a++)
        {
            Jet[] values = Evaluate(point, a);
            for (int i = 0; i < values.Length; i++) jacobian[i, a] = values[i][1];
        }
    }

    /// <inheritdoc/>
    public override void SecondDerivatives(ReadOnlySpan<double> point, Span<double> second)
    {
        int d = Dimension;
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                Jet[] values = Evaluate(point, a, b);
                for (int i = 0; i < values.Length; i++) second[(((i * d) + a) * d) + b] = second[(((i * d) + b) * d) + a] = values[i][3];
            }
        }
    }

    private Jet[] Evaluate(ReadOnlySpan<double> point, params ReadOnlySpan<int> along)
    {
        Jet[] variables = JetPoint.Along(point, along), image = new Jet[Ambient.Dimension];
        _map(variables, image);
        return image;
    }
}
