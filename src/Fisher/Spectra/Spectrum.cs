using System.Numerics;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Spectra;

/// <summary>The eigenvalues of a positive semi-definite matrix and what follows from them.</summary>
/// <param name="Eigenvalues">In descending order; after <see cref="SpectrumMethod.Lanczos"/> those Ritz values alone that have converged.</param>
/// <param name="Trace">Σ λ.</param>
/// <param name="Rank">The number of eigenvalues above <paramref name="RankThreshold"/>, rounded where it is an estimate.</param>
/// <param name="RankThreshold">n ε λmax, n the order of the matrix or of its dual, whichever is smaller, ε of the precision of the products.</param>
/// <param name="EffectiveDimension">Σ λ/(λ + δ), δ the damping asked for.</param>
/// <param name="Method">How they were found.</param>
/// <param name="StandardErrors">The errors of an estimate, else null.</param>
public sealed record Spectrum(
    IReadOnlyList<double> Eigenvalues, double Trace, int Rank, double RankThreshold, double EffectiveDimension, SpectrumMethod Method, SpectrumErrors? StandardErrors)
{
    /// <summary>The spectrum of a symmetric matrix, which is overwritten. Cost: some 9n³.</summary>
    /// <param name="matrix">n×n; its lower triangle is read.</param>
    /// <param name="damping">δ > 0 of the effective dimension.</param>
    /// <param name="precision">The ε of the products that formed it: float's is 1.2e-7, double's 2.2e-16.</param>
    public static Spectrum OfDense<T>(MatrixView<T> matrix, double damping, double precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Exact(matrix, matrix.Rows, damping, precision, SpectrumMethod.Dense);

    /// <summary>The non-zero spectrum of AᵀA from the Gram matrix AAᵀ, which is overwritten. Cost: some 9·rows³.</summary>
    /// <param name="gram">rows × rows; its lower triangle is read.</param>
    /// <param name="columns">The columns of A: no more eigenvalues than these can be above zero.</param>
    /// <param name="damping">δ > 0 of the effective dimension.</param>
    /// <param name="precision">The ε of the products that formed it.</param>
    public static Spectrum OfGram<T>(MatrixView<T> gram, int columns, double damping, double precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Exact(gram, Math.Min(gram.Rows, columns), damping, precision, SpectrumMethod.Gram);

    /// <summary>n ε λmax, below which an eigenvalue is rounding: the rule of NumPy's matrix_rank, n being the order of the matrix decomposed, or of its dual where that is smaller.</summary>
    public static double ThresholdOfRank(int order, double precision, double largest) => order * precision * largest;

    private static Spectrum Exact<T>(MatrixView<T> matrix, int order, double damping, double precision, SpectrumMethod method)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(damping);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(matrix.Rows, nameof(matrix));
        T[] ascending = new T[matrix.Rows];
        SymmetricEigen.Decompose(matrix, ascending);
        double[] eigenvalues = new double[ascending.Length];
        for (int k = 0; k < eigenvalues.Length; k++) eigenvalues[k] = double.CreateTruncating(ascending[^(k + 1)]);
        double threshold = ThresholdOfRank(order, precision, Math.Max(0, eigenvalues[0])), trace = 0, effective = 0;
        int rank = 0;
        foreach (double eigenvalue in eigenvalues)
        {
            // Rounding alone makes an eigenvalue negative.
            double share = Math.Max(0, eigenvalue);
            trace += eigenvalue;
            effective += share / (share + damping);
            if (eigenvalue > threshold) rank++;
        }

        return new(eigenvalues, trace, rank, threshold, effective, method, null);
    }
}
