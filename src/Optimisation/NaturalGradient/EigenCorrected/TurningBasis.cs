using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.EigenCorrected;

/// <summary>The eigenbasis of a factor that changes, and how it turned at the last refresh. Cost of one: some 11n³; it allocates nothing.</summary>
internal sealed class TurningBasis<T>(int order)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _next = new(order, order);
    private readonly T[] _eigenvalues = new T[order];

    /// <summary>U, eigenvectors as rows; zero before the first refresh.</summary>
    public Matrix<T> Vectors { get; } = new(order, order);

    /// <summary>Q∘Q, Q = U'Uᵀ from the basis before to the one after.</summary>
    public Matrix<T> SquaredTurn { get; } = new(order, order);

    /// <summary>Turns to the eigenbasis of a symmetric matrix.</summary>
    public void Turn(ReadOnlyMatrixView<T> matrix)
    {
        _next.View.CopyFrom(matrix);
        SymmetricEigen.Decompose<T>(_next, _eigenvalues);
        Products.MultiplyTransposedRight<T>(_next, Vectors, SquaredTurn);
        TensorPrimitives.Multiply<T>(SquaredTurn.AsSpan(), SquaredTurn.AsSpan(), SquaredTurn.AsSpan());
        Vectors.View.CopyFrom(_next);
    }
}
