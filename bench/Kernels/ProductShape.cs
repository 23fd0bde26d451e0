using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Kernels;

/// <summary>A product of rows × inner by inner × columns.</summary>
public sealed record ProductShape(int Rows, int Inner, int Columns, Transposition TransposeA, Transposition TransposeB)
{
    /// <summary>The products of a 784-80-… network on batches of 25 to 500, forwards (x Wᵀ) and backwards (Δᵀx), and one that fills the caches.</summary>
    public static IEnumerable<ProductShape> All =>
    [
        new(25, 784, 80, Transposition.None, Transposition.Transposed),
        new(50, 784, 80, Transposition.None, Transposition.Transposed),
        new(500, 784, 80, Transposition.None, Transposition.Transposed),
        new(80, 500, 784, Transposition.Transposed, Transposition.None),
        new(80, 80, 50, Transposition.None, Transposition.None),
        new(1024, 1024, 1024, Transposition.None, Transposition.None),
    ];

    public override string ToString() =>
        $"{Rows}×{Inner}{(TransposeA == Transposition.None ? "" : "ᵀ")}·{Inner}×{Columns}{(TransposeB == Transposition.None ? "" : "ᵀ")}";
}
