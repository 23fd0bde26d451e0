namespace Neuromanifold.Numerics.Blas;

/// <summary>How a matrix enters a product: op(A).</summary>
public enum Transposition
{
    /// <summary>op(A) = A.</summary>
    None,

    /// <summary>op(A) = Aᵀ.</summary>
    Transposed,
}
