using System.Numerics;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>Element-wise choice by the sign of z, vectorised; TensorPrimitives has no verb for it.</summary>
internal static class Selection
{
    /// <summary>result = z &gt; 0 ? positive : other, where <paramref name="other"/> is read element by element.</summary>
    public static void WherePositive<T>(ReadOnlySpan<T> z, T positive, ReadOnlySpan<T> other, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> chosen = Vector.Create(positive);
        int i = 0;
        for (; i <= z.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> mask = Vector.GreaterThan(Vector.Create(z[i..]), Vector<T>.Zero);
            Vector.ConditionalSelect(mask, chosen, Vector.Create(other[i..])).CopyTo(result[i..]);
        }

        for (; i < z.Length; i++) result[i] = z[i] > T.Zero ? positive : other[i];
    }

    /// <summary>result = z &gt; 0 ? positive : other.</summary>
    public static void WherePositive<T>(ReadOnlySpan<T> z, T positive, T other, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> chosen = Vector.Create(positive), rejected = Vector.Create(other);
        int i = 0;
        for (; i <= z.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> mask = Vector.GreaterThan(Vector.Create(z[i..]), Vector<T>.Zero);
            Vector.ConditionalSelect(mask, chosen, rejected).CopyTo(result[i..]);
        }

        for (; i < z.Length; i++) result[i] = z[i] > T.Zero ? positive : other;
    }

    /// <summary>result = z &gt; 0 ? z : other, where <paramref name="other"/> may be the result's own memory.</summary>
    public static void PositivePartOr<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> other, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= z.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> here = Vector.Create(z[i..]);
            Vector.ConditionalSelect(Vector.GreaterThan(here, Vector<T>.Zero), here, Vector.Create(other[i..])).CopyTo(result[i..]);
        }

        for (; i < z.Length; i++) result[i] = z[i] > T.Zero ? z[i] : other[i];
    }
}
