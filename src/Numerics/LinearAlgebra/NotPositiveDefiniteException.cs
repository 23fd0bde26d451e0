using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>A Cholesky factorisation met a pivot that is not positive: the matrix is not positive definite to working precision.</summary>
public sealed class NotPositiveDefiniteException : NumericalException
{
    /// <summary>A failure at one pivot.</summary>
    /// <param name="order">The matrix's order.</param>
    /// <param name="pivot">The pivot's row, counted from 0.</param>
    /// <param name="pivotValue">The value found there, zero, negative or not a number.</param>
    /// <param name="subject">What the matrix is, as in "block 'fc1'"; null for "a matrix".</param>
    /// <param name="nextStep">A sentence saying what to do; null for the general advice.</param>
    public NotPositiveDefiniteException(int order, int pivot, double pivotValue, string? subject = null, string? nextStep = null)
        : base(FormattableString.Invariant(
            $"Cholesky of {subject ?? "a matrix"} ({order}×{order}) failed at pivot {pivot} ({pivotValue:g3}). {nextStep ?? "Add more to its diagonal, or use its eigenvalues."}"))
    {
        Order = order;
        Pivot = pivot;
        PivotValue = pivotValue;
    }

    /// <summary>The matrix's order.</summary>
    public int Order { get; }

    /// <summary>The row of the first pivot that is not positive, counted from 0.</summary>
    public int Pivot { get; }

    /// <summary>The value found at that pivot.</summary>
    public double PivotValue { get; }
}
