namespace Neuromanifold.Numerics.Blas;

/// <summary>Where a triangular matrix stands in a system.</summary>
public enum Side
{
    /// <summary>op(T) X = B: each column of B is a right-hand side.</summary>
    Left,

    /// <summary>X op(T) = B: each row of B is a right-hand side.</summary>
    Right,
}
