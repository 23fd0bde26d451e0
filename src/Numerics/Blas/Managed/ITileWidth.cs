namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>Whether a tile is two vectors wide or one: a constant to the compiler.</summary>
internal interface ITileWidth
{
    static abstract bool IsDouble { get; }
}
