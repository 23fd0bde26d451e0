using System.Buffers;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>
/// Hutchinson's estimator: c = Σ_k ξ_k S_k with independent signs ξ_k = ±1 on the columns of a root S of Cov, so that E[c cᵀ] = Cov
/// in one backward pass. Its variance is V₃ = 2[I² − Σ_k (S_k·u)⁴], at most 2(1 − 1/K) I² for K columns. Source: [Sun26].
/// </summary>
internal sealed record HutchinsonSigns : LabelRule
{
    private const double Precision = 2.3e-16;

    public HutchinsonSigns(int samples, CovarianceRoot root)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        (Samples, Root) = (samples, root);
    }

    public CovarianceRoot Root { get; }

    public override int Samples { get; }

    public override int BackwardPasses(int outputs) => Samples;

    public override void Write(LabelContext example, MatrixView<double> cotangents)
    {
        int order = example.Natural.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(order * order);
        MatrixView<double> columns = new(rented.AsSpan(0, order * order), order, order);
        WriteColumns(example.Likelihood, example.Natural, columns);
        RandomSequence random = example.Randomness();
        double scale = 1 / Math.Sqrt(Samples);
        cotangents.AsSpan().Clear();
        for (int sample = 0; sample < Samples; sample++)
        {
            for (int k = 0; k < order; k++)
                TensorPrimitives.MultiplyAdd(columns.Row(k), random.NextUniform() < 0.5 ? -scale : scale, cotangents.Row(sample), cotangents.Row(sample));
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    // As 2 Σ_k≠l a_k a_l with a_k = (S_k·u)², which cannot turn negative and is zero for a single column.
    public override void Variances(Likelihood likelihood, ReadOnlySpan<double> natural, ReadOnlyMatrixView<double> slopes, Span<double> variances)
    {
        int order = natural.Length, units = slopes.Columns;
        double[] rented = ArrayPool<double>.Shared.Rent((order * order) + (order * units) + units);
        MatrixView<double> columns = new(rented.AsSpan(0, order * order), order, order), squares = new(rented.AsSpan(order * order, order * units), order, units);
        Span<double> before = rented.AsSpan((order * order) + (order * units), units);
        WriteColumns(likelihood, natural, columns);
        Products.Multiply(columns, slopes, squares);
        TensorPrimitives.Multiply<double>(squares.AsSpan(), squares.AsSpan(), squares.AsSpan());
        before.Clear();
        variances.Clear();
        for (int k = 0; k < order; k++)
        {
            TensorPrimitives.MultiplyAdd(squares.Row(k), before, variances, variances);
            TensorPrimitives.Add(before, squares.Row(k), before);
        }

        TensorPrimitives.Multiply(variances, 4, variances);
        ArrayPool<double>.Shared.Return(rented);
    }

    // S_k in row k.
    private void WriteColumns(Likelihood likelihood, ReadOnlySpan<double> natural, MatrixView<double> columns)
    {
        if (Root == CovarianceRoot.Eigen)
        {
            double[] eigenvalues = ArrayPool<double>.Shared.Rent(natural.Length);
            likelihood.Covariance(natural, columns);
            SymmetricEigen.Decompose(columns, eigenvalues.AsSpan(0, natural.Length));
            // What rounding leaves of a zero eigenvalue is no column of the root.
            double least = natural.Length * Precision * Math.Max(0, eigenvalues[natural.Length - 1]);
            for (int k = 0; k < natural.Length; k++)
                TensorPrimitives.Multiply(columns.Row(k), eigenvalues[k] > least ? Math.Sqrt(eigenvalues[k]) : 0, columns.Row(k));
            ArrayPool<double>.Shared.Return(eigenvalues);
            return;
        }

        likelihood.CovarianceRoot(natural, columns);
        for (int row = 0; row < columns.Rows; row++)
        {
            for (int column = 0; column < row; column++) (columns[row, column], columns[column, row]) = (columns[column, row], columns[row, column]);
        }
    }
}
