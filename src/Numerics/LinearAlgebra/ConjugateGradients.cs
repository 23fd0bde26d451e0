using System.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>Solves (A + λI) y = x for a symmetric positive semidefinite operator by products alone. Source: [HestenesStiefel52], §3.</summary>
public static class ConjugateGradients
{
    /// <summary>Overwrites y, beginning from zero.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="damping">λ.</param>
    /// <param name="x">The right-hand side.</param>
    /// <param name="y">The solution.</param>
    /// <param name="tolerance">‖x − (A + λI)y‖ / ‖x‖ to stop at.</param>
    /// <param name="mostProducts">The most products with A.</param>
    public static ConjugateGradientResult Solve(ILinearOperator<double> matrix, double damping, ReadOnlySpan<double> x, Span<double> y, double tolerance, int mostProducts)
    {
        double[] residual = x.ToArray(), direction = x.ToArray(), product = new double[x.Length];
        y.Clear();
        double square = TensorPrimitives.Dot<double>(residual, residual), start = square, target = tolerance * tolerance * start;
        int products = 0;
        for (; products < mostProducts && square > target; products++)
        {
            matrix.Multiply(direction, product);
            TensorPrimitives.MultiplyAdd(direction, damping, product, product);
            double bend = TensorPrimitives.Dot<double>(direction, product);
            if (!(bend > 0)) break;
            double step = square / bend;
            TensorPrimitives.MultiplyAdd(direction, step, y, y);
            TensorPrimitives.MultiplyAdd(product, -step, residual, residual);
            double next = TensorPrimitives.Dot<double>(residual, residual);
            TensorPrimitives.MultiplyAdd<double>(direction, next / square, residual, direction);
            square = next;
        }

        return new ConjugateGradientResult(products, start > 0 ? Math.Sqrt(square / start) : 0, square <= target);
    }
}
