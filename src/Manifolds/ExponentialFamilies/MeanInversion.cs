using System.Numerics.Tensors;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>
/// θ = θ₀ + Bφ where Bᵀ(∇F(θ) − η) = 0: Newton's method on F(θ) − θ·η, which is convex in φ, its steps halved until they stay in the
/// domain and descend. Where B is the identity, ∇F(θ) = η.
/// </summary>
internal static class MeanInversion
{
    private const int MostSteps = 200;

    // Below this squared Newton decrement the quadratic model holds to rounding and the objective's own rounding would reject good steps.
    private const double QuadraticDecrement = 1e-10;

    private const double SmallestDecrement = 1e-30;

    private const double ShortestStep = 1e-12;

    /// <summary>Solves from a start within the domain, which becomes the solution; along all directions where none are given.</summary>
    /// <exception cref="NumericalException">The mean lies outside of what the family can give, or on its boundary.</exception>
    public static void Solve(ExponentialFamily family, ReadOnlySpan<double> mean, Span<double> natural, Matrix<double>? directions = null)
    {
        int d = family.Dimension, k = directions?.Columns ?? d;
        double[] gradient = new double[d], slope = new double[k], change = new double[k], step = new double[d], trial = new double[d];
        Matrix<double> hessian = new(d, d), half = new(d, k), bend = new(k, k);
        double previous = double.PositiveInfinity;
        for (int iteration = 0; iteration < MostSteps; iteration++)
        {
            family.Mean(natural, gradient);
            TensorPrimitives.Subtract(gradient, mean, gradient);
            family.Covariance(natural, hessian);
            if (directions is null)
            {
                gradient.CopyTo(slope, 0);
                hessian.AsSpan().CopyTo(bend.AsSpan());
            }
            else
            {
                Products.MultiplyTransposedLeft<double>(directions, new MatrixView<double>(gradient, d, 1), new MatrixView<double>(slope, k, 1));
                Products.Multiply<double>(hessian, directions, half);
                Products.MultiplyTransposedLeft<double>(directions, half, bend);
            }

            slope.CopyTo(change, 0);
            if (!Cholesky.TryFactor<double>(bend, out _, out _)) break;
            Cholesky.Solve<double>(bend, new MatrixView<double>(change, k, 1));
            double decrement = TensorPrimitives.Dot<double>(slope, change);
            if (decrement <= SmallestDecrement || (decrement < QuadraticDecrement && decrement >= previous)) return;
            previous = decrement;
            if (directions is null) change.CopyTo(step, 0);
            else Products.Multiply<double>(directions, new MatrixView<double>(change, k, 1), new MatrixView<double>(step, d, 1));
            if (!TryStep(family, mean, natural, step, trial, decrement)) break;
            trial.CopyTo(natural);
        }

        throw new NumericalException($"No parameters of the family '{family.Name}' have the given mean statistic: it lies on or beyond the boundary of what the family can give. Give more, or less equal, outcomes.");
    }

    private static bool TryStep(ExponentialFamily family, ReadOnlySpan<double> mean, ReadOnlySpan<double> natural, ReadOnlySpan<double> step, Span<double> trial, double decrement)
    {
        double value = Objective(family, natural, mean);
        for (double length = 1; length > ShortestStep; length /= 2)
        {
            for (int place = 0; place < trial.Length; place++) trial[place] = natural[place] - (length * step[place]);
            if (family.ContainsNatural(trial) && (decrement < QuadraticDecrement || Objective(family, trial, mean) <= value)) return true;
        }

        return false;
    }

    private static double Objective(ExponentialFamily family, ReadOnlySpan<double> natural, ReadOnlySpan<double> mean) =>
        family.LogPartition(natural) - TensorPrimitives.Dot(natural, mean);
}
