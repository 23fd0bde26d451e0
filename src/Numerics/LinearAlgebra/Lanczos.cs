using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>The Lanczos process on a symmetric operator, every vector orthogonalised against all before it, twice.</summary>
public static class Lanczos
{
    /// <summary>
    /// Runs at most <paramref name="steps"/> steps from a start that is not zero. Cost: a product a step, 4n·steps² of arithmetic and
    /// n·steps of memory for m steps on order n, and an eigen-decomposition of order m. Source: [Ubaru17], algorithm 1.
    /// </summary>
    /// <exception cref="NumericalException">A product or the start is not finite.</exception>
    public static RitzDecomposition Decompose<T>(ILinearOperator<T> matrix, ReadOnlySpan<T> start, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        int dimension = matrix.Dimension, most = Math.Min(steps, dimension);
        if (start.Length != dimension) throw new ArgumentException($"The operator is of order {dimension}, the start of {start.Length}.", nameof(start));
        double norm = Norm(start);
        if (norm == 0) throw new ArgumentException("The start is zero.", nameof(start));
        Matrix<T> basis = new(most, dimension);
        T[] next = new T[dimension];
        List<double> diagonal = [], beside = [];
        Scale(start, norm, basis.Row(0));
        double scale = 0, rounding = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        bool isInvariant = false;
        for (int step = 0; step < most; step++)
        {
            matrix.Multiply(basis.Row(step), next);
            double alpha = Dot<T>(basis.Row(step), next);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k <= step; k++)
                {
                    ReadOnlySpan<T> vector = basis.Row(k);
                    TensorPrimitives.MultiplyAdd(vector, T.CreateTruncating(-Dot(vector, next)), next, next);
                }
            }

            double beta = Norm<T>(next);
            diagonal.Add(alpha);
            beside.Add(beta);
            scale = Math.Max(scale, Math.Abs(alpha) + beta);
            isInvariant = step + 1 == dimension || beta <= rounding * Math.Sqrt(dimension) * scale;
            if (isInvariant || step + 1 == most) break;
            Scale(next, beta, basis.Row(step + 1));
        }

        return Solve(diagonal, beside, isInvariant);
    }

    private static RitzDecomposition Solve(List<double> diagonal, List<double> beside, bool isInvariant)
    {
        int order = diagonal.Count;
        Matrix<double> tridiagonal = new(order, order);
        for (int k = 0; k < order; k++)
        {
            tridiagonal[k, k] = diagonal[k];
            if (k > 0) tridiagonal[k, k - 1] = tridiagonal[k - 1, k] = beside[k - 1];
        }

        double[] values = new double[order], weights = new double[order], residuals = new double[order];
        SymmetricEigen.Decompose<double>(tridiagonal, values);
        for (int k = 0; k < order; k++)
        {
            weights[k] = tridiagonal[k, 0] * tridiagonal[k, 0];
            residuals[k] = beside[^1] * Math.Abs(tridiagonal[k, order - 1]);
        }

        return new(values, weights, residuals, isInvariant);
    }

    private static double Dot<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateTruncating(TensorPrimitives.Dot(left, right));

    private static double Norm<T>(ReadOnlySpan<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double norm = double.CreateTruncating(TensorPrimitives.Norm(vector));
        if (!double.IsFinite(norm)) throw new NumericalException($"A vector of the Lanczos process has the norm {norm}. Look for values that are not finite in the matrix or its factors.");
        return norm;
    }

    private static void Scale<T>(ReadOnlySpan<T> vector, double norm, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Divide(vector, T.CreateTruncating(norm), destination);
}
