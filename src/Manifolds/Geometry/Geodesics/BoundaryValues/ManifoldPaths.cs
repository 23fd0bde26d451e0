using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>Paths on any statistical manifold, in the coordinates of its chart: the index form from Christoffel's symbols and Riemann's tensor.</summary>
internal sealed class ManifoldPaths(StatisticalManifold manifold) : PathGeometry(manifold.Dimension)
{
    private const int StartSteps = 128;

    /// <inheritdoc/>
    public override void Describe(ReadOnlySpan<double> point, Span<double> x) => point.CopyTo(x);

    /// <inheritdoc/>
    public override void Difference(ReadOnlySpan<double> from, ReadOnlySpan<double> to, Span<double> difference)
    {
        for (int i = 0; i < Dimension; i++) difference[i] = to[i] - from[i];
    }

    /// <inheritdoc/>
    public override void Point(ReadOnlySpan<double> x, Span<double> point) => x.CopyTo(point);

    /// <inheritdoc/>
    public override void PointVelocity(ReadOnlySpan<double> x, ReadOnlySpan<double> velocity, Span<double> pointVelocity) => velocity.CopyTo(pointVelocity);

    /// <inheritdoc/>
    public override double SpeedSquared(ReadOnlySpan<double> x, ReadOnlySpan<double> velocity)
    {
        if (!manifold.Contains(x)) return double.NaN;
        double[] metric = new double[Dimension * Dimension];
        manifold.Metric(x, new MatrixView<double>(metric, Dimension, Dimension));
        return Form(metric, velocity, velocity);
    }

    /// <inheritdoc/>
    public override double Expand(
        ReadOnlySpan<double> x, ReadOnlySpan<double> velocity, Span<double> momentum, Span<double> force, Span<double> metric, Span<double> mixed, Span<double> bend)
    {
        int d = Dimension, square = d * d;
        double[] derivatives = new double[square * d], curvature = new double[square * square];
        manifold.Metric(x, new MatrixView<double>(metric, d, d));
        manifold.MetricDerivatives(x, derivatives);
        manifold.Curvature(x, curvature);

        // S_kj = Γ_ij,k ẋⁱ, Christoffel symbols of the first kind; B = Sᵀg⁻¹S − R(·, ẋ, ·, ẋ).
        for (int k = 0; k < d; k++)
        {
            double covector = 0;
            for (int j = 0; j < d; j++)
            {
                double symbol = 0;
                for (int i = 0; i < d; i++) symbol += (derivatives[(((i * d) + j) * d) + k] + derivatives[(((j * d) + i) * d) + k] - derivatives[(((k * d) + i) * d) + j]) * velocity[i];
                mixed[(k * d) + j] = 0.5 * symbol;
                covector += metric[(k * d) + j] * velocity[j];
            }

            momentum[k] = covector;
            force[k] = 0.5 * Form(derivatives.AsSpan(k * square, square), velocity, velocity);
        }

        Matrix<double> factor = new(d, d, metric[..square].ToArray()), raised = new(d, d, mixed[..square].ToArray());
        if (!Cholesky.TryFactor(factor.View, out _, out _))
        {
            bend.Fill(double.NaN);
            return double.NaN;
        }

        TriangularSystems.SolveLower<double>(factor, raised);
        Products.MultiplyTransposedLeft<double>(raised, raised, new MatrixView<double>(bend, d, d));
        for (int i = 0; i < d; i++)
        {
            for (int k = 0; k < d; k++)
            {
                double sum = 0;
                for (int j = 0; j < d; j++)
                {
                    for (int l = 0; l < d; l++) sum += curvature[(((((i * d) + j) * d) + k) * d) + l] * velocity[j] * velocity[l];
                }

                bend[(i * d) + k] -= sum;
            }
        }

        return Form(metric, velocity, velocity);
    }

    /// <summary>The straight line at constant speed.</summary>
    public override void Start(Path path)
    {
        Span<double> x = stackalloc double[Dimension], lengths = stackalloc double[StartSteps + 1];
        for (int step = 0; step < StartSteps; step++)
        {
            double time = (step + 0.5) / StartSteps;
            for (int i = 0; i < Dimension; i++) x[i] = path.Start[i] + (time * path.Difference[i]);
            double squared = SpeedSquared(x, path.Difference);
            if (!(squared > 0 && double.IsFinite(squared))) return;
            lengths[step + 1] = lengths[step] + Math.Sqrt(squared);
        }

        for (int node = 1; node < path.NodeCount - 1; node++)
        {
            double time = path.Time(node), wanted = time * lengths[^1];
            int step = 0;
            while (step < StartSteps - 1 && lengths[step + 1] < wanted) step++;
            double reached = (step + ((wanted - lengths[step]) / (lengths[step + 1] - lengths[step]))) / StartSteps;
            for (int i = 0; i < Dimension; i++) path.Deviations[(node * Dimension) + i] = (reached - time) * path.Difference[i];
        }
    }

    private static double Form(ReadOnlySpan<double> matrix, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++) sum += left[i] * matrix[(i * left.Length) + j] * right[j];
        }

        return sum;
    }
}
