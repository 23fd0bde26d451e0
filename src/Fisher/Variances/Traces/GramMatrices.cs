using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances.Traces;

/// <summary>
/// Sums over parameters i of outer products at one input: of ∂_i h (J Jᵀ), of ∂²_i h, and of (∂_i h)(∂_i h)ᵀ as vectors (the
/// column-wise Khatri–Rao square of J). With one column for each unit and the powers of its inputs summed, no matrix over
/// parameters is formed.
/// </summary>
internal sealed class GramMatrices
{
    public GramMatrices(int outputs)
    {
        int pairs = PairsOfOutputs.Count(outputs);
        Slopes = new Matrix<double>(outputs, outputs);
        Curvatures = new Matrix<double>(outputs, outputs);
        Squares = new Matrix<double>(pairs, pairs);
    }

    /// <summary>J Jᵀ, T×T.</summary>
    public Matrix<double> Slopes { get; }

    /// <summary>Σ_i ∂²_i h (∂²_i h)ᵀ, T×T.</summary>
    public Matrix<double> Curvatures { get; }

    /// <summary>Σ_i (∂_i h ∂_i hᵀ)(∂_i h ∂_i hᵀ)ᵀ over pairs of outputs.</summary>
    public Matrix<double> Squares { get; }

    /// <summary>Σ_i ‖∂_i h‖⁴.</summary>
    public double QuarticNorm { get; private set; }

    /// <summary>Σ_i V₁(θ_i|x).</summary>
    public double ProductVariance { get; private set; }

    public void Clear()
    {
        Slopes.AsSpan().Clear();
        Curvatures.AsSpan().Clear();
        Squares.AsSpan().Clear();
        QuarticNorm = 0;
        ProductVariance = 0;
    }

    public void Add(GramMatrices other)
    {
        TensorPrimitives.Add<double>(Slopes.AsSpan(), other.Slopes.AsSpan(), Slopes.AsSpan());
        TensorPrimitives.Add<double>(Curvatures.AsSpan(), other.Curvatures.AsSpan(), Curvatures.AsSpan());
        TensorPrimitives.Add<double>(Squares.AsSpan(), other.Squares.AsSpan(), Squares.AsSpan());
        QuarticNorm += other.QuarticNorm;
        ProductVariance += other.ProductVariance;
    }

    /// <summary>Sums over a layer's parameters.</summary>
    /// <param name="slopes">∂h/∂z, T × units.</param>
    /// <param name="curvatures">∂²h/∂z², T × units; no rows where it is zero.</param>
    /// <param name="productVariances">V₁ of each unit at inputs of 1.</param>
    /// <param name="second">Σ of squares of what each unit's parameters see.</param>
    /// <param name="fourth">Σ of their fourth powers.</param>
    public void Load(MatrixView<double> slopes, MatrixView<double> curvatures, ReadOnlySpan<double> productVariances, ReadOnlySpan<double> second, ReadOnlySpan<double> fourth)
    {
        Clear();
        int units = slopes.Columns;
        for (int j = 0; j < units; j++)
        {
            double norm = 0;
            for (int a = 0; a < slopes.Rows; a++) norm += slopes[a, j] * slopes[a, j];
            QuarticNorm += norm * norm * fourth[j];
            ProductVariance += productVariances[j] * fourth[j];
        }

        Matrix<double> squares = new(Squares.Rows, units);
        PairsOfOutputs.Square(slopes, squares);
        Accumulate(squares, fourth, Squares);
        if (curvatures.Rows > 0) Accumulate(curvatures, fourth, Curvatures);
        Accumulate(slopes, second, Slopes);
    }

    // Columns are scaled in place by roots of their weights, and multiplied by themselves.
    private static void Accumulate(MatrixView<double> columns, ReadOnlySpan<double> weights, Matrix<double> gram)
    {
        for (int a = 0; a < columns.Rows; a++)
        {
            for (int j = 0; j < columns.Columns; j++) columns[a, j] *= Math.Sqrt(weights[j]);
        }

        Products.MultiplyTransposedRight<double>(columns, columns, gram);
    }
}
