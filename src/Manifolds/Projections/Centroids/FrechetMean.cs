using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Centroids;

/// <summary>arg min Σ w_i d(c, p_i)² in the Fisher–Rao distance d: where the mean of the geodesics' initial velocities is zero.</summary>
/// <param name="Point">The mean.</param>
/// <param name="Variance">Σ w_i d(c, p_i)².</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="Residual">The length of the mean velocity that is left.</param>
public sealed record FrechetMean(Distribution Point, double Variance, int Steps, double Residual)
{
    private const int MostSteps = 500;

    /// <summary>By Karcher's flow c ← exp_c(Σ w_i log_c p_i), its steps halved where they do not shorten the mean velocity.</summary>
    /// <exception cref="NumericalException">A geodesic was not found, or the steps do not end.</exception>
    public static FrechetMean Of(IReadOnlyList<Distribution> points, ReadOnlySpan<double> weights = default, double tolerance = 1e-11)
    {
        double[] w = CentroidWeights.Of(points, weights);
        Distribution at = points[Array.IndexOf(w, w.Max())];
        (double[] velocity, double length, double variance) = Mean(at);
        double step = 1;
        for (int taken = 0; taken < MostSteps; taken++)
        {
            if (length <= tolerance) return new(at, variance, taken, length);
            Distribution next = FisherRao.Exponential(at, [.. velocity.Select(component => step * component)]);
            (double[] Velocity, double Length, double Variance) reached = Mean(next);
            if (reached.Length < length)
            {
                (at, (velocity, length, variance)) = (next, reached);
                continue;
            }

            // Rounding of the geodesics is all that is left.
            if (length < 1e4 * tolerance && step < 1) return new(at, variance, taken, length);
            step /= 2;
            if (step < 1e-6) break;
        }

        throw new NumericalException($"The Fréchet mean of {points.Count} distributions did not converge: a mean velocity of length {length:R} is left at {at}.");

        (double[] Velocity, double Length, double Variance) Mean(Distribution centre)
        {
            double[] sum = new double[centre.Family.Dimension];
            double squares = 0;
            for (int point = 0; point < points.Count; point++)
            {
                Geodesic geodesic = FisherRao.Geodesic(centre, points[point]);
                TensorPrimitives.MultiplyAdd(geodesic.Logarithm(), w[point], sum, sum);
                squares += w[point] * geodesic.Length * geodesic.Length;
            }

            Matrix<double> metric = centre.Metric();
            double square = 0;
            for (int row = 0; row < sum.Length; row++) square += sum[row] * TensorPrimitives.Dot<double>(metric.Row(row), sum);
            return (sum, Math.Sqrt(Math.Max(0, square)), squares);
        }
    }
}
