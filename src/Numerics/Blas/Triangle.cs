namespace Neuromanifold.Numerics.Blas;

/// <summary>The triangle of a square matrix that is read; the other one is not touched.</summary>
public enum Triangle
{
    /// <summary>The diagonal and what is below.</summary>
    Lower,

    /// <summary>The diagonal and what is above.</summary>
    Upper,
}
