using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>A function seen through a chart: L(x(u)), with gradient Jᵀ∇L.</summary>
internal sealed class PulledBackObjective : Objective
{
    private readonly Objective _objective;
    private readonly PulledBackManifold _chart;

    public PulledBackObjective(Objective objective, PulledBackManifold chart)
        : base(chart)
    {
        if (!chart.Ambient.CoordinateNames.AsSpan().SequenceEqual(objective.Manifold.CoordinateNames.AsSpan()))
            throw new ArgumentException($"The chart leads to ({string.Join(", ", chart.Ambient.CoordinateNames)}), the function takes ({string.Join(", ", objective.Manifold.CoordinateNames)}).", nameof(chart));
        _objective = objective;
        _chart = chart;
    }

    public override double Value(ReadOnlySpan<double> point)
    {
        double[] image = new double[_chart.Ambient.Dimension];
        _chart.ToAmbient(point, image);
        return _objective.Value(image);
    }

    public override void Gradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        int n = _chart.Ambient.Dimension, d = _chart.Dimension;
        double[] image = new double[n], ambient = new double[n];
        Matrix<double> jacobian = new(n, d);
        _chart.ToAmbient(point, image);
        _chart.Jacobian(point, jacobian);
        _objective.Gradient(image, ambient);
        Products.MultiplyTransposedLeft<double>(jacobian, new ReadOnlyMatrixView<double>(ambient, n, 1), new MatrixView<double>(gradient, d, 1));
    }
}
