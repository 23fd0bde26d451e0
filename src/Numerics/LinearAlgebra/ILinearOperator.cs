using System.Numerics;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>A square matrix known by what it does to a vector.</summary>
public interface ILinearOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The order n.</summary>
    int Dimension { get; }

    /// <summary>y ← A x; the two must not overlap.</summary>
    void Multiply(ReadOnlySpan<T> x, Span<T> y);
}
