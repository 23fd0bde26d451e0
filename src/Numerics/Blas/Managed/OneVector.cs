namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>A tile one vector wide.</summary>
internal readonly struct OneVector : ITileWidth
{
    public static bool IsDouble => false;
}
