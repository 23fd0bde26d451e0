using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;

namespace Neuromanifold.Studies.Plateau;

/// <summary>
/// The soft-committee machine f(x) = Σ_k g(w_k·x), g(u) = erf(u/√2), with standard normal inputs: what it errs by and its Fisher
/// information, in closed form. A machine is a matrix with the weights of a unit in each row. Source: [SaadSolla95].
/// </summary>
internal static class ErfCommittee
{
    /// <summary>
    /// ½ E[(f(x) − f*(x))²] of a student and a teacher: E[g(u)g(v)] = (2/π) arcsin(C_uv / √((1 + C_uu)(1 + C_vv))) for normal u and v of
    /// covariance C. Cost: (K + M)² products of two rows. Source: [SaadSolla95].
    /// </summary>
    /// <exception cref="ArgumentException">The two read inputs of different widths.</exception>
    public static double GeneralisationError(ReadOnlyMatrixView<double> student, ReadOnlyMatrixView<double> teacher)
    {
        if (student.Columns != teacher.Columns) throw new ArgumentException($"The student reads {student.Columns} inputs, the teacher {teacher.Columns}.", nameof(teacher));
        return 0.5 * (Correlation(student, student) + Correlation(teacher, teacher) - (2 * Correlation(student, teacher)));
    }

    /// <summary>
    /// E[∂f ∂fᵀ], of order KN, the weights unit by unit: the Fisher information under errors of variance one. Block (i, k) is
    /// (2/π) |A|^(−1/2) A⁻¹, A = I + w_i w_iᵀ + w_k w_kᵀ. Where two units agree it is singular. Cost: K²N². Source: [RattraySaadAmari98].
    /// </summary>
    /// <param name="student">K×N.</param>
    /// <param name="fisher">KN×KN.</param>
    public static void FisherInformation(ReadOnlyMatrixView<double> student, MatrixView<double> fisher)
    {
        int units = student.Rows, inputs = student.Columns;
        if (fisher.Rows != units * inputs || fisher.Columns != units * inputs) throw new ArgumentException($"The matrix is {fisher.Rows}×{fisher.Columns}; expected order {units * inputs}.", nameof(fisher));
        for (int i = 0; i < units; i++)
        {
            for (int k = 0; k < units; k++) Block(student.Row(i), student.Row(k), fisher, i * inputs, k * inputs);
        }
    }

    /// <summary>
    /// What a student of two units errs by where learning by small steps of the plain gradient stands still: both units are
    /// (b_1 + b_2)/√6 of a teacher with orthonormal b_1 and b_2, of squared length and overlap ⅓ with each other. It is
    /// (2/π)(π/6 − 2 arcsin ¼) = 0.0116. Source: [SaadSolla95].
    /// </summary>
    public static double PlateauOfTwo { get; } = 2 / Math.PI * ((Math.PI / 6) - (2 * Math.Asin(0.25)));

    private static double Correlation(ReadOnlyMatrixView<double> first, ReadOnlyMatrixView<double> second)
    {
        double sum = 0;
        for (int i = 0; i < first.Rows; i++)
        {
            for (int k = 0; k < second.Rows; k++)
            {
                double length = (1 + TensorPrimitives.SumOfSquares(first.Row(i))) * (1 + TensorPrimitives.SumOfSquares(second.Row(k)));
                sum += Math.Asin(TensorPrimitives.Dot(first.Row(i), second.Row(k)) / Math.Sqrt(length));
            }
        }

        return 2 / Math.PI * sum;
    }

    // A⁻¹ = I − [u v] (I + [u v]ᵀ[u v])⁻¹ [u v]ᵀ, and |A| is the determinant of the matrix of order two.
    private static void Block(ReadOnlySpan<double> u, ReadOnlySpan<double> v, MatrixView<double> fisher, int firstRow, int firstColumn)
    {
        double uu = 1 + TensorPrimitives.SumOfSquares(u), vv = 1 + TensorPrimitives.SumOfSquares(v), uv = TensorPrimitives.Dot(u, v);
        double determinant = (uu * vv) - (uv * uv), scale = 2 / (Math.PI * Math.Sqrt(determinant));
        for (int row = 0; row < u.Length; row++)
        {
            Span<double> block = fisher.Row(firstRow + row).Slice(firstColumn, v.Length);
            double alongU = -scale * ((vv * u[row]) - (uv * v[row])) / determinant, alongV = -scale * ((uu * v[row]) - (uv * u[row])) / determinant;
            TensorPrimitives.Multiply(u, alongU, block);
            TensorPrimitives.MultiplyAdd(v, alongV, block, block);
            block[row] += scale;
        }
    }
}
