using System.Globalization;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>Symmetric positive definite matrices as parameters: which are accepted, and how two of them differ.</summary>
internal static class CovarianceMatrix
{
    // Where λ − 1 is smaller for every eigenvalue λ of S₂⁻¹S₁, their sum of λ − 1 − ln λ keeps its digits; beyond, the determinants' does.
    private const double Near = 0.5;

    private const double AsymmetryTolerance = 1e-12;

    /// <summary>Symmetric, positive definite matrices of an order.</summary>
    public static ParameterDomain Domain(int order) => new($"a symmetric, positive definite {order}×{order} matrix", values => Fault(values, order));

    /// <summary>What is wrong with a matrix, or null: how asymmetric it is, or its smallest eigenvalue.</summary>
    public static string? Fault(ReadOnlySpan<double> values, int order)
    {
        ReadOnlyMatrixView<double> matrix = new(values, order, order);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                if (!double.IsFinite(matrix[i, j])) return Invariant($"{matrix[i, j]:R} in row {i + 1}, column {j + 1}");
                if (Math.Abs(matrix[i, j] - matrix[j, i]) > AsymmetryTolerance * (Math.Abs(matrix[i, j]) + Math.Abs(matrix[j, i])))
                    return Invariant($"{matrix[i, j]:R} in row {i + 1}, column {j + 1} and {matrix[j, i]:R} in row {j + 1}, column {i + 1}: a matrix that is not symmetric");
            }
        }

        Matrix<double> copy = Copy(values, order);
        if (Cholesky.TryFactor<double>(copy, out _, out _)) return null;
        values.CopyTo(copy.AsSpan());
        double[] eigenvalues = new double[order];
        SymmetricEigen.Decompose<double>(copy, eigenvalues);
        return Invariant($"a matrix whose smallest eigenvalue is {eigenvalues[0]:g6}");
    }

    /// <summary>The matrix of some values.</summary>
    public static Matrix<double> Copy(ReadOnlySpan<double> values, int order) => new(order, order, values.ToArray());

    /// <summary>The Cholesky factor of a matrix known to be positive definite.</summary>
    public static Matrix<double> Factor(ReadOnlySpan<double> values, int order)
    {
        Matrix<double> factor = Copy(values, order);
        Cholesky.Factor<double>(factor);
        return factor;
    }

    /// <summary>A⁻¹.</summary>
    public static Matrix<double> Inverse(ReadOnlySpan<double> values, int order)
    {
        Matrix<double> inverse = Factor(values, order);
        Cholesky.Invert<double>(inverse);
        return inverse;
    }

    /// <summary>bᵀA⁻¹b by the factor of A.</summary>
    public static double InverseForm(Matrix<double> factor, Span<double> vectorBecomesWhite)
    {
        TriangularSystems.SolveLower<double>(factor, new MatrixView<double>(vectorBecomesWhite, vectorBecomesWhite.Length, 1));
        return TensorPrimitives.SumOfSquares<double>(vectorBecomesWhite);
    }

    /// <summary>tr(S₂⁻¹S₁) − n − ln det(S₂⁻¹S₁) = Σ λ − 1 − ln λ ≥ 0, to rounding for near pairs too. Cost: up to 10n³.</summary>
    public static double LogDeterminantDivergence(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int order)
    {
        // M = L₂⁻¹(S₁ − S₂)L₂⁻ᵀ has the eigenvalues λ − 1.
        Matrix<double> factor = Factor(second, order), moved = new(order, order);
        TensorPrimitives.Subtract(first, second, moved.AsSpan());
        TriangularSystems.SolveLower<double>(factor, moved);
        TriangularSystems.SolveRowsLowerTransposed<double>(factor, moved);
        if (TensorPrimitives.Norm<double>(moved.AsSpan()) < Near)
        {
            double[] excess = new double[order];
            SymmetricEigen.Decompose<double>(moved, excess);
            double near = 0;
            foreach (double value in excess) near += ElementaryFunctions.ExponentialRemainder(ElementaryFunctions.LogOnePlus(value));
            return near;
        }

        Matrix<double> root = LowerTriangleOf(Factor(first, order)), whitened = LowerTriangleOf(root);
        TriangularSystems.SolveLower<double>(factor, whitened);
        double trace = TensorPrimitives.SumOfSquares<double>(whitened.AsSpan()), logs = 0;
        for (int i = 0; i < order; i++) logs += 2 * ElementaryFunctions.LogQuotient(root[i, i], factor[i, i]);
        return Math.Max(0, trace - order - logs);
    }

    /// <summary>L with zeros above its diagonal.</summary>
    public static Matrix<double> LowerTriangleOf(Matrix<double> factor)
    {
        Matrix<double> lower = new(factor.Rows, factor.Rows);
        for (int i = 0; i < factor.Rows; i++) factor.Row(i)[..(i + 1)].CopyTo(lower.Row(i));
        return lower;
    }

    /// <summary>As a user writes it: "[[1,0.5],[0.5,2]]".</summary>
    public static string Text(ReadOnlySpan<double> values, int order)
    {
        List<string> rows = [];
        for (int i = 0; i < order; i++) rows.Add(Text(values.Slice(i * order, order)));
        return $"[{string.Join(",", rows)}]";
    }

    /// <summary>As a user writes it: "[1,0.5]".</summary>
    public static string Text(ReadOnlySpan<double> values)
    {
        List<string> numbers = [];
        foreach (double value in values) numbers.Add(value.ToString("R", CultureInfo.InvariantCulture));
        return $"[{string.Join(",", numbers)}]";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
