using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// A Fisher matrix, or an approximation of it, known by what it does: symmetric and positive semidefinite. Vectors are in the order
/// of the network's parameters, so that one representation can stand for another.
/// </summary>
public abstract class FisherMatrix : ILinearOperator<double>
{
    /// <inheritdoc/>
    public abstract int Dimension { get; }

    /// <summary>Σ F_ii, with its error where the matrix is known by its products alone.</summary>
    public abstract Estimate Trace { get; }

    /// <summary>√ Σ F_ij².</summary>
    public abstract double FrobeniusNorm { get; }

    /// <summary>The ε of the products that made it, by which zero eigenvalues are told from small ones.</summary>
    public double Precision { get; internal set; } = double.BitIncrement(1) - 1;

    /// <inheritdoc/>
    public abstract void Multiply(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>F_ii.</summary>
    public abstract void Diagonal(Span<double> diagonal);

    /// <summary>All eigenvalues in descending order.</summary>
    public abstract double[] Eigenvalues();

    /// <summary>Prepares (F + λI)⁻¹ once for many vectors.</summary>
    /// <param name="damping">λ, at least 0.</param>
    /// <exception cref="SingularFisherException">λ is zero and the matrix singular.</exception>
    public abstract FisherInverse Invert(double damping);

    /// <summary>Prepares the pseudo-inverse F⁺: eigenvalues below the threshold of the rank are dropped.</summary>
    public abstract FisherInverse PseudoInvert();

    /// <summary>The matrix as named arrays, as they are stored; see <see cref="FisherArrays"/>.</summary>
    public abstract IReadOnlyList<NamedTensor<double>> ToArrays();

    /// <summary>(F + λI)⁻¹ x, for one vector; <see cref="Invert"/> serves many.</summary>
    /// <exception cref="SingularFisherException">λ is zero and the matrix singular.</exception>
    public void Solve(double damping, ReadOnlySpan<double> x, Span<double> y) => Invert(damping).Apply(x, y);

    /// <summary>log det(F + λI) = Σ log(λ_k + λ); −∞ for a singular matrix without damping.</summary>
    public virtual double LogDeterminant(double damping)
    {
        double sum = 0;
        foreach (double eigenvalue in Eigenvalues()) sum += Math.Log(Math.Max(0, eigenvalue) + damping);
        return sum;
    }

    /// <summary>The whole matrix, for small ones.</summary>
    public virtual Matrix<double> ToDense()
    {
        Matrix<double> dense = new(Dimension, Dimension);
        double[] unit = new double[Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            unit[i] = 1;
            Multiply(unit, dense.Row(i));
            unit[i] = 0;
        }

        return dense;
    }

    /// <summary>Refuses a negative damping.</summary>
    protected static void RequireDamping(double damping)
    {
        if (!(damping >= 0 && damping < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(damping), damping, "A damping is a finite number that is not negative.");
    }

    /// <summary>The number of eigenvalues above n ε λ_max, and that threshold: the rule of NumPy's matrix_rank.</summary>
    protected (int Rank, double Threshold) RankOf(ReadOnlySpan<double> eigenvalues) => RankOf(eigenvalues, eigenvalues.Length);

    /// <summary>The same where the rank is known to be at most n, less than the number of eigenvalues.</summary>
    protected (int Rank, double Threshold) RankOf(ReadOnlySpan<double> eigenvalues, int mostRank)
    {
        double largest = 0;
        foreach (double eigenvalue in eigenvalues) largest = Math.Max(largest, eigenvalue);
        double threshold = mostRank * Precision * largest;
        int rank = 0;
        foreach (double eigenvalue in eigenvalues) rank += eigenvalue > threshold ? 1 : 0;
        return (rank, threshold);
    }

    /// <summary>Refuses to invert a singular matrix as it is.</summary>
    /// <exception cref="SingularFisherException">The damping is zero and an eigenvalue is.</exception>
    protected void RequireRegular(double damping, ReadOnlySpan<double> eigenvalues, string name)
    {
        RequireDamping(damping);
        if (damping > 0) return;
        (int rank, double threshold) = RankOf(eigenvalues);
        if (rank < eigenvalues.Length) throw new SingularFisherException(name, eigenvalues.Length, rank, threshold);
    }
}
