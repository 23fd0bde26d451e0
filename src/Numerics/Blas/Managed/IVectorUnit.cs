namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>The five things a product needs of a vector register.</summary>
internal unsafe interface IVectorUnit<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    static abstract int Lanes { get; }

    static abstract TVector Load(T* source);

    static abstract TVector Broadcast(T value);

    static abstract void Store(TVector value, T* destination);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
