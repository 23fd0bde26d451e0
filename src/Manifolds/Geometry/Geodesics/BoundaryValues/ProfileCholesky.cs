using System.Numerics;
using System.Runtime.InteropServices;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>
/// A = LLᵀ for symmetric matrices whose row i is zero before a column first(i) that never falls: L is zero there too. Rows are stored from
/// their first column on, <paramref name="stride"/> values apart. Cost: n b², b the length of rows.
/// </summary>
internal readonly ref struct ProfileCholesky(Span<double> values, ReadOnlySpan<int> first, int stride)
{
    private readonly Span<double> _values = values;

    private readonly ReadOnlySpan<int> _first = first;

    /// <summary>The part of a row from its first column to the diagonal.</summary>
    public Span<double> Row(int row) => _values.Slice(row * stride, row - _first[row] + 1);

    /// <summary>L in the place of the lower triangle; false where a pivot is not positive.</summary>
    public bool TryFactor()
    {
        for (int i = 0; i < _first.Length; i++)
        {
            int start = _first[i];
            Span<double> row = Row(i);
            for (int j = start; j < i; j++)
            {
                int from = Math.Max(start, _first[j]);
                ReadOnlySpan<double> upper = Row(j);
                row[j - start] = (row[j - start] - Dot(row[(from - start)..(j - start)], upper[(from - _first[j])..^1])) / upper[^1];
            }

            double pivot = row[^1] - Dot(row[..^1], row[..^1]);
            if (!(pivot > 0 && double.IsFinite(pivot))) return false;
            row[^1] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>b ← A⁻¹b.</summary>
    public void Solve(Span<double> right)
    {
        for (int i = 0; i < _first.Length; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            right[i] = (right[i] - Dot(row[..^1], right[_first[i]..i])) / row[^1];
        }

        for (int i = _first.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = Row(i);
            double value = right[i] / row[^1];
            right[i] = value;
            for (int j = _first[i]; j < i; j++) right[j] -= value * row[j - _first[i]];
        }
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        int place = 0;
        double sum = 0;
        if (left.Length >= Vector<double>.Count)
        {
            ReadOnlySpan<Vector<double>> leftVectors = MemoryMarshal.Cast<double, Vector<double>>(left), rightVectors = MemoryMarshal.Cast<double, Vector<double>>(right[..left.Length]);
            Vector<double> partial = Vector<double>.Zero;
            for (int vector = 0; vector < leftVectors.Length; vector++) partial += leftVectors[vector] * rightVectors[vector];
            sum = Vector.Sum(partial);
            place = leftVectors.Length * Vector<double>.Count;
        }

        for (; place < left.Length; place++) sum += left[place] * right[place];
        return sum;
    }
}
