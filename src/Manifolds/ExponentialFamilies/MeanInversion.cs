using System.Numerics.Tensors;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>θ where ∇F(θ) = η: Newton's method on the convex F(θ) − θ·η, its steps halved until they stay in the domain and descend.</summary>
internal static class MeanInversion
{
    private const int MostSteps = 200;

    // Below this squared Newton decrement the quadratic model holds to rounding and the objective's own rounding would reject good steps.
    private const double QuadraticDecrement = 1e-10;

    private const double SmallestDecrement = 1e-30;

    private const double ShortestStep = 1e-12;

    /// <summary>Solves from a start within the domain; the start becomes the solution.</summary>
    /// <exception cref="NumericalException">The mean lies outside of what the family can give, or on its boundary.</exception>
    public static void Solve(RegularFamily family, ReadOnlySpan<double> mean, Span<double> natural)
    {
        int d = family.Dimension;
        double[] gradient = new double[d], step = new double[d], trial = new double[d];
        Matrix<double> hessian = new(d, d);
        double previous = double.PositiveInfinity;
        for (int iteration = 0; iteration < MostSteps; iteration++)
        {
            family.Mean(natural, gradient);
            TensorPrimitives.Subtract(gradient, mean, gradient);
            family.Covariance(natural, hessian);
            gradient.CopyTo(step, 0);
            if (!Cholesky.TryFactor<double>(hessian, out _, out _)) break;
            Cholesky.Solve<double>(hessian, new MatrixView<double>(step, d, 1));
            double decrement = TensorPrimitives.Dot<double>(gradient, step);
            if (decrement <= SmallestDecrement || (decrement < QuadraticDecrement && decrement >= previous)) return;
            previous = decrement;
            if (!TryStep(family, mean, natural, step, trial, decrement)) break;
            trial.CopyTo(natural);
        }

        throw new NumericalException($"No parameters of the family '{family.Name}' have the given mean statistic: it lies on or beyond the boundary of what the family can give. Give more, or less equal, outcomes.");
    }

    private static bool TryStep(RegularFamily family, ReadOnlySpan<double> mean, ReadOnlySpan<double> natural, ReadOnlySpan<double> step, Span<double> trial, double decrement)
    {
        double value = Objective(family, natural, mean);
        for (double length = 1; length > ShortestStep; length /= 2)
        {
            for (int place = 0; place < trial.Length; place++) trial[place] = natural[place] - (length * step[place]);
            if (family.ContainsNatural(trial) && (decrement < QuadraticDecrement || Objective(family, trial, mean) <= value)) return true;
        }

        return false;
    }

    private static double Objective(RegularFamily family, ReadOnlySpan<double> natural, ReadOnlySpan<double> mean) =>
        family.LogPartition(natural) - TensorPrimitives.Dot(natural, mean);
}
