using System.Numerics;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// The Cholesky factor of M + δI for a symmetric positive semidefinite matrix. Where rounding leaves M + δI indefinite, δ is raised
/// tenfold until it is not, and both are told.
/// </summary>
/// <param name="order">The largest order of M, n.</param>
/// <param name="subject">What M is, for messages, as in "block 'fc1'"; null for "a matrix".</param>
public sealed class DampedFactor<T>(int order, string? subject = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How often δ may be raised.</summary>
    public const int Attempts = 12;

    /// <summary>The order of M at the last refresh; 0 before it.</summary>
    public int Order { get; private set; }

    /// <summary>The δ it was computed with.</summary>
    public double Damping { get; private set; }

    /// <summary>How often δ had to be raised for it.</summary>
    public int Retries { get; private set; }

    /// <summary>L in the lower triangle.</summary>
    internal MatrixView<T> View => new(Matrix.AsSpan()[..(Order * Order)], Order, Order);

    /// <summary>The memory of it, of the largest order.</summary>
    internal Matrix<T> Matrix { get; } = new(order, order);

    /// <summary>Factors anew. Cost: n³/3; allocates nothing.</summary>
    /// <param name="matrix">M, of the largest order or of a smaller one; its lower triangle is read.</param>
    /// <param name="damping">The δ to try first, more than 0.</param>
    /// <exception cref="NotPositiveDefiniteException">No δ within twelve decades served: M holds values that are not finite.</exception>
    public void Refresh(ReadOnlyMatrixView<T> matrix, double damping)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(damping);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(matrix.Rows, Matrix.Rows, nameof(matrix));
        Order = matrix.Rows;
        MatrixView<T> view = View;
        for (Retries = 0; ; Retries++)
        {
            Damping = damping * Math.Pow(10, Retries);
            view.CopyFrom(matrix);
            for (int i = 0; i < Order; i++) view[i, i] += T.CreateTruncating(Damping);
            if (Cholesky.TryFactor(view, out int pivot, out double value)) return;
            if (Retries == Attempts) throw NotFinite(Order, pivot, value, Damping, subject);
        }
    }

    /// <summary>b ← (M + δI)⁻¹b. Cost: 2n².</summary>
    public void Solve(Span<T> rightHandSide) => Cholesky.Solve(View, new MatrixView<T>(rightHandSide, Order, 1));

    /// <summary>The error for a matrix that no damping makes positive definite.</summary>
    public static NotPositiveDefiniteException NotFinite(int order, int pivot, double value, double damping, string? subject) =>
        new(order, pivot, value, subject, $"No damping up to {damping:g3} served, so it holds values that are not finite: lower the learning rate.");
}
