using System.Collections.Immutable;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>Symmetric matrices by their upper triangle, row by row: what is free in them.</summary>
internal static class UpperTriangle
{
    /// <summary>n(n + 1)/2.</summary>
    public static int Length(int order) => order * (order + 1) / 2;

    /// <summary>"name1.1", "name1.2", …</summary>
    public static IEnumerable<string> Names(string name, int order)
    {
        for (int i = 1; i <= order; i++)
        {
            for (int j = i; j <= order; j++) yield return $"{name}{i}.{j}";
        }
    }

    /// <summary>"y₁²" and "y₁y₂" of a vector, or the entries of a matrix where no vector is named.</summary>
    public static ImmutableArray<string> Products(string vector, int order)
    {
        List<string> names = [];
        for (int i = 1; i <= order; i++)
        {
            for (int j = i; j <= order; j++) names.Add(i == j ? $"{vector}{i}²" : $"{vector}{i} {vector}{j}");
        }

        return [.. names];
    }

    /// <summary>Writes the triangle of a matrix; off-diagonal entries, which stand for two, times a factor.</summary>
    public static void Pack(ReadOnlyMatrixView<double> matrix, Span<double> triangle, double diagonal = 1, double offDiagonal = 1)
    {
        int place = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = i; j < matrix.Rows; j++) triangle[place++] = (i == j ? diagonal : offDiagonal) * matrix[i, j];
        }
    }

    /// <summary>Writes the whole matrix of a triangle; entries times a factor.</summary>
    public static void Unpack(ReadOnlySpan<double> triangle, MatrixView<double> matrix, double diagonal = 1, double offDiagonal = 1)
    {
        int place = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = i; j < matrix.Rows; j++) matrix[i, j] = matrix[j, i] = (i == j ? diagonal : offDiagonal) * triangle[place++];
        }
    }

    /// <summary>Writes y yᵀ.</summary>
    public static void PackSquare(ReadOnlySpan<double> vector, Span<double> triangle)
    {
        int place = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            for (int j = i; j < vector.Length; j++) triangle[place++] = vector[i] * vector[j];
        }
    }
}
