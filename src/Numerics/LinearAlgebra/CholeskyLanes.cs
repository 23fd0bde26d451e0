using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>
/// Symmetric positive definite systems of one small order, one in each lane of a vector, factored A = L Lᵀ and solved all at once: what
/// a routine for a single one loses to calls, sums along a row and short loops does not arise. Memory: n(n + 1)/2 vectors.
/// </summary>
/// <param name="order">The order of the matrices, n.</param>
public sealed class CholeskyLanes<T>(int order)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Tile = 4;

    private readonly Memory<T> _elements = AlignedMemory.Allocate<T>(checked(order * (order + 1) / 2 * Width));
    private readonly Memory<T> _reciprocals = AlignedMemory.Allocate<T>(order * Width);

    /// <summary>How many matrices there are.</summary>
    public static int Width => Vector512<T>.Count;

    /// <summary>Row i of the lower triangles, element (i, 0) of all matrices first: of A until it is factored, then of L.</summary>
    public Span<T> Row(int row) => _elements.Span.Slice(row * (row + 1) / 2 * Width, (row + 1) * Width);

    /// <summary>L in the place of A. Cost: n³/3 for each matrix.</summary>
    /// <returns>A bit for each lane, set where a pivot was not positive or not finite; what that lane holds is then of no use, the others are not touched by it.</returns>
    public ulong Factor()
    {
        Vector512<T> failed = Vector512<T>.Zero;
        int tiled = order / Tile * Tile;
        for (int i = 0; i < tiled; i += Tile)
        {
            for (int j = 0; j < i; j += Tile) FactorTile(i, j);
            for (int row = i; row < i + Tile; row++) failed |= FactorRow(row, i);
        }

        for (int row = tiled; row < order; row++) failed |= FactorRow(row, 0);
        return Vector512.ExtractMostSignificantBits(failed);
    }

    /// <summary>b ← A⁻¹b in every lane, n vectors. Cost: 2n² for each matrix.</summary>
    public void Solve(Span<T> rightHandSides)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rightHandSides.Length, order * Width, nameof(rightHandSides));
        Span<Vector512<T>> b = MemoryMarshal.Cast<T, Vector512<T>>(rightHandSides);
        SolveLower(b);
        SolveTransposed(b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Subtract(Vector512<T> from, Vector512<T> a, Vector512<T> b) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(-a.AsSingle(), b.AsSingle(), from.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(-a.AsDouble(), b.AsDouble(), from.AsDouble()).As<double, T>();

    private Span<Vector512<T>> Elements(int row) => MemoryMarshal.Cast<T, Vector512<T>>(Row(row));

    private Span<Vector512<T>> Reciprocals() => MemoryMarshal.Cast<T, Vector512<T>>(_reciprocals.Span);

    // Elements of one row from a column on, the diagonal included.
    private Vector512<T> FactorRow(int row, int first)
    {
        Span<Vector512<T>> own = Elements(row), d = Reciprocals();
        for (int j = first; j < row; j++) own[j] = Rest(own, Elements(j), j) * d[j];
        Vector512<T> pivot = Rest(own, own, row);
        own[row] = Vector512.Sqrt(pivot);
        d[row] = Vector512<T>.One / own[row];
        return ~(Vector512.GreaterThan(pivot, Vector512<T>.Zero) & Vector512.LessThan(pivot, Vector512.Create(T.PositiveInfinity)));
    }

    // a_j − Σ_{k<j} a_k b_k.
    private static Vector512<T> Rest(ReadOnlySpan<Vector512<T>> a, ReadOnlySpan<Vector512<T>> b, int j)
    {
        Vector512<T> sum = a[j];
        for (int k = 0; k < j; k++) sum = Subtract(sum, a[k], b[k]);
        return sum;
    }

    // Four rows by four columns, whose sums stay in registers.
    private void FactorTile(int i, int j)
    {
        Span<Vector512<T>> r0 = Elements(i)[..(j + Tile)], r1 = Elements(i + 1)[..(j + Tile)], r2 = Elements(i + 2)[..(j + Tile)], r3 = Elements(i + 3)[..(j + Tile)];
        ReadOnlySpan<Vector512<T>> c0 = Elements(j), c1 = Elements(j + 1), c2 = Elements(j + 2), c3 = Elements(j + 3), d = Reciprocals();
        Vector512<T> s00 = r0[j], s01 = r0[j + 1], s02 = r0[j + 2], s03 = r0[j + 3];
        Vector512<T> s10 = r1[j], s11 = r1[j + 1], s12 = r1[j + 2], s13 = r1[j + 3];
        Vector512<T> s20 = r2[j], s21 = r2[j + 1], s22 = r2[j + 2], s23 = r2[j + 3];
        Vector512<T> s30 = r3[j], s31 = r3[j + 1], s32 = r3[j + 2], s33 = r3[j + 3];
        for (int k = 0; k < j; k++)
        {
            Vector512<T> a = c0[k], b = c1[k], c = c2[k], e = c3[k], row = r0[k];
            (s00, s01, s02, s03) = (Subtract(s00, row, a), Subtract(s01, row, b), Subtract(s02, row, c), Subtract(s03, row, e));
            row = r1[k];
            (s10, s11, s12, s13) = (Subtract(s10, row, a), Subtract(s11, row, b), Subtract(s12, row, c), Subtract(s13, row, e));
            row = r2[k];
            (s20, s21, s22, s23) = (Subtract(s20, row, a), Subtract(s21, row, b), Subtract(s22, row, c), Subtract(s23, row, e));
            row = r3[k];
            (s30, s31, s32, s33) = (Subtract(s30, row, a), Subtract(s31, row, b), Subtract(s32, row, c), Subtract(s33, row, e));
        }

        Finish(r0, s00, s01, s02, s03, j);
        Finish(r1, s10, s11, s12, s13, j);
        Finish(r2, s20, s21, s22, s23, j);
        Finish(r3, s30, s31, s32, s33, j);
    }

    // What columns j to j + 3 of a row still owe to each other.
    private void Finish(Span<Vector512<T>> row, Vector512<T> s0, Vector512<T> s1, Vector512<T> s2, Vector512<T> s3, int j)
    {
        ReadOnlySpan<Vector512<T>> c1 = Elements(j + 1), c2 = Elements(j + 2), c3 = Elements(j + 3), d = Reciprocals();
        Vector512<T> x0 = s0 * d[j];
        Vector512<T> x1 = Subtract(s1, x0, c1[j]) * d[j + 1];
        Vector512<T> x2 = Subtract(Subtract(s2, x0, c2[j]), x1, c2[j + 1]) * d[j + 2];
        Vector512<T> x3 = Subtract(Subtract(Subtract(s3, x0, c3[j]), x1, c3[j + 1]), x2, c3[j + 2]) * d[j + 3];
        (row[j], row[j + 1], row[j + 2], row[j + 3]) = (x0, x1, x2, x3);
    }

    private void SolveLower(Span<Vector512<T>> b)
    {
        ReadOnlySpan<Vector512<T>> d = Reciprocals();
        int tiled = order / Tile * Tile;
        for (int i = 0; i < tiled; i += Tile)
        {
            ReadOnlySpan<Vector512<T>> r0 = Elements(i), r1 = Elements(i + 1), r2 = Elements(i + 2), r3 = Elements(i + 3);
            Vector512<T> s0 = b[i], s1 = b[i + 1], s2 = b[i + 2], s3 = b[i + 3];
            for (int k = 0; k < i; k++)
            {
                Vector512<T> y = b[k];
                (s0, s1, s2, s3) = (Subtract(s0, r0[k], y), Subtract(s1, r1[k], y), Subtract(s2, r2[k], y), Subtract(s3, r3[k], y));
            }

            s0 *= d[i];
            s1 = Subtract(s1, r1[i], s0) * d[i + 1];
            s2 = Subtract(Subtract(s2, r2[i], s0), r2[i + 1], s1) * d[i + 2];
            s3 = Subtract(Subtract(Subtract(s3, r3[i], s0), r3[i + 1], s1), r3[i + 2], s2) * d[i + 3];
            (b[i], b[i + 1], b[i + 2], b[i + 3]) = (s0, s1, s2, s3);
        }

        for (int row = tiled; row < order; row++)
        {
            ReadOnlySpan<Vector512<T>> own = Elements(row);
            Vector512<T> sum = b[row];
            for (int k = 0; k < row; k++) sum = Subtract(sum, own[k], b[k]);
            b[row] = sum * d[row];
        }
    }

    private void SolveTransposed(Span<Vector512<T>> b)
    {
        ReadOnlySpan<Vector512<T>> d = Reciprocals();
        int tiled = order / Tile * Tile;
        for (int row = order - 1; row >= tiled; row--)
        {
            ReadOnlySpan<Vector512<T>> own = Elements(row);
            Vector512<T> x = b[row] *= d[row];
            for (int k = 0; k < row; k++) b[k] = Subtract(b[k], own[k], x);
        }

        for (int i = tiled - Tile; i >= 0; i -= Tile)
        {
            ReadOnlySpan<Vector512<T>> r0 = Elements(i), r1 = Elements(i + 1), r2 = Elements(i + 2), r3 = Elements(i + 3);
            Vector512<T> x3 = b[i + 3] * d[i + 3];
            Vector512<T> x2 = Subtract(b[i + 2], r3[i + 2], x3) * d[i + 2];
            Vector512<T> x1 = Subtract(Subtract(b[i + 1], r3[i + 1], x3), r2[i + 1], x2) * d[i + 1];
            Vector512<T> x0 = Subtract(Subtract(Subtract(b[i], r3[i], x3), r2[i], x2), r1[i], x1) * d[i];
            (b[i], b[i + 1], b[i + 2], b[i + 3]) = (x0, x1, x2, x3);
            for (int k = 0; k < i; k++) b[k] = Subtract(Subtract(Subtract(Subtract(b[k], r0[k], x0), r1[k], x1), r2[k], x2), r3[k], x3);
        }
    }
}
