using System.Numerics;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>The spectral decomposition A = QᵀΛQ of a symmetric matrix, in float or double.</summary>
public static class SymmetricEigen
{
    /// <summary>
    /// Eigenvalues, ascending, and orthonormal eigenvectors in the matrix's place: row i of the result, Q, belongs to eigenvalue i. Only the
    /// lower triangle is read. Cost: some 9n³.
    /// </summary>
    /// <exception cref="NumericalException">The matrix is not finite, or the iteration did not converge.</exception>
    public static void Decompose<T>(MatrixView<T> matrixBecomesEigenvectors, Span<T> eigenvalues)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LinearAlgebraLibrary.Current.SymmetricEigen(matrixBecomesEigenvectors, eigenvalues);
}
