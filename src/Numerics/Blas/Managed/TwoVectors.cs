namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>A tile two vectors wide.</summary>
internal readonly struct TwoVectors : ITileWidth
{
    public static bool IsDouble => true;
}
