using System.Numerics;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// (M + δI)⁻¹ of a symmetric positive semidefinite matrix, computed once and used many times. Where rounding leaves M + δI
/// indefinite, δ is raised tenfold until it is not, and both are told.
/// </summary>
/// <param name="order">The order of M, n.</param>
/// <param name="subject">What M is, for messages, as in "block 'fc1'"; null for "a matrix".</param>
public sealed class DampedInverse<T>(int order, string? subject = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Attempts = 12;

    /// <summary>The inverse; zero before the first refresh.</summary>
    public Matrix<T> Inverse { get; } = new(order, order);

    /// <summary>The δ it was computed with.</summary>
    public double Damping { get; private set; }

    /// <summary>How often δ had to be raised for it.</summary>
    public int Retries { get; private set; }

    /// <summary>Computes the inverse anew. Cost: n³; allocates nothing.</summary>
    /// <param name="matrix">M.</param>
    /// <param name="damping">The δ to try first, more than 0.</param>
    /// <exception cref="NotPositiveDefiniteException">No δ within twelve decades served: M holds values that are not finite.</exception>
    public void Refresh(ReadOnlyMatrixView<T> matrix, double damping)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(damping);
        for (Retries = 0; ; Retries++)
        {
            Damping = damping * Math.Pow(10, Retries);
            Inverse.View.CopyFrom(matrix);
            for (int i = 0; i < order; i++) Inverse[i, i] += T.CreateTruncating(Damping);
            if (Cholesky.TryFactor(Inverse.View, out int pivot, out double value)) break;
            if (Retries == Attempts) throw new NotPositiveDefiniteException(order, pivot, value, subject, $"No damping up to {Damping:g3} served, so it holds values that are not finite: lower the learning rate.");
        }

        Cholesky.Invert(Inverse.View);
    }
}
