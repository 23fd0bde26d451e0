using System.Numerics;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// (M + δI)⁻¹ of a symmetric positive semidefinite matrix, computed once and used many times. Where rounding leaves M + δI
/// indefinite, δ is raised tenfold until it is not, and both are told.
/// </summary>
/// <param name="order">The largest order of M, n.</param>
/// <param name="subject">What M is, for messages, as in "block 'fc1'"; null for "a matrix".</param>
public sealed class DampedInverse<T>(int order, string? subject = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DampedFactor<T> _factor = new(order, subject);

    /// <summary>The inverse, where M is of the largest order; zero before the first refresh.</summary>
    public Matrix<T> Inverse => _factor.Matrix;

    /// <summary>The inverse, of the order that M had at the last refresh; empty before it.</summary>
    public MatrixView<T> View => _factor.View;

    /// <summary>The δ it was computed with.</summary>
    public double Damping => _factor.Damping;

    /// <summary>How often δ had to be raised for it.</summary>
    public int Retries => _factor.Retries;

    /// <summary>What a refresh takes, up to a factor: n²(n + 500), for LAPACK runs small orders at a fraction of the rate of large ones.</summary>
    public static double Cost(int order) => (double)order * order * (order + 500.0);

    /// <summary>Computes the inverse anew. Cost: n³; allocates nothing.</summary>
    /// <param name="matrix">M, of the largest order or of a smaller one; its lower triangle is read.</param>
    /// <param name="damping">The δ to try first, more than 0.</param>
    /// <exception cref="NotPositiveDefiniteException">No δ within twelve decades served: M holds values that are not finite.</exception>
    public void Refresh(ReadOnlyMatrixView<T> matrix, double damping)
    {
        _factor.Refresh(matrix, damping);
        Cholesky.Invert(View);
    }
}
