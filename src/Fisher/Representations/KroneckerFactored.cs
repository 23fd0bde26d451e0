using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// The block of an affine layer as B ⊗ A: A = E[ããᵀ] over what the layer sees (the bias's 1 last), B = E[δδᵀ] over what comes
/// back to it, as if the two were independent. A vector of the block is an outputs × (inputs + 1) matrix, row by row.
/// Source: [MartensGrosse15], §3.
/// </summary>
public sealed class KroneckerFactored<T> : ILinearOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _workspace;

    /// <summary>A block of zeros.</summary>
    /// <param name="inputs">The order of A: inputs, and 1 for the bias.</param>
    /// <param name="outputs">The order of B.</param>
    public KroneckerFactored(int inputs, int outputs)
    {
        InputFactor = new Matrix<T>(inputs, inputs);
        OutputFactor = new Matrix<T>(outputs, outputs);
        _workspace = new T[checked(inputs * outputs)];
    }

    /// <summary>A.</summary>
    public Matrix<T> InputFactor { get; }

    /// <summary>B.</summary>
    public Matrix<T> OutputFactor { get; }

    /// <inheritdoc/>
    public int Dimension => _workspace.Length;

    /// <summary>tr A · tr B.</summary>
    public double Trace => TraceOf(InputFactor) * TraceOf(OutputFactor);

    /// <summary>‖A‖ · ‖B‖.</summary>
    public double FrobeniusNorm => double.CreateTruncating(TensorPrimitives.Norm<T>(InputFactor.AsSpan()))
        * double.CreateTruncating(TensorPrimitives.Norm<T>(OutputFactor.AsSpan()));

    /// <summary>
    /// π, π² = (tr A/dim A)/(tr B/dim B): how damping is split between the factors so that both are damped in proportion. 1
    /// where that is no positive number, as for a factor of zeros. Source: [MartensGrosse15], §6.3.
    /// </summary>
    public double Balance
    {
        get
        {
            double squared = TraceOf(InputFactor) / InputFactor.Rows / (TraceOf(OutputFactor) / OutputFactor.Rows);
            return squared is > 0 and < double.PositiveInfinity ? Math.Sqrt(squared) : 1;
        }
    }

    /// <summary>y ← (B ⊗ A) x. Cost: 2·outputs·inputs·(outputs + inputs). One thread at a time.</summary>
    public void Multiply(ReadOnlySpan<T> x, Span<T> y)
    {
        int outputs = OutputFactor.Rows, inputs = InputFactor.Rows;
        Kronecker.Multiply<T>(OutputFactor, InputFactor, new ReadOnlyMatrixView<T>(x, outputs, inputs), new MatrixView<T>(y, outputs, inputs), _workspace);
    }

    /// <summary>The diagonal, entry (j, k) = B_jj A_kk.</summary>
    public void Diagonal(Span<T> diagonal)
    {
        int inputs = InputFactor.Rows;
        for (int j = 0; j < OutputFactor.Rows; j++)
        {
            for (int k = 0; k < inputs; k++) diagonal[(j * inputs) + k] = OutputFactor[j, j] * InputFactor[k, k];
        }
    }

    /// <summary>The whole block.</summary>
    public Matrix<T> ToDense()
    {
        int inputs = InputFactor.Rows;
        Matrix<T> dense = new(Dimension, Dimension);
        for (int row = 0; row < Dimension; row++)
        {
            for (int j = 0; j < OutputFactor.Rows; j++)
                TensorPrimitives.Multiply(InputFactor.Row(row % inputs), OutputFactor[row / inputs, j], dense.Row(row).Slice(j * inputs, inputs));
        }

        return dense;
    }

    private static double TraceOf(Matrix<T> matrix)
    {
        double sum = 0;
        for (int i = 0; i < matrix.Rows; i++) sum += double.CreateTruncating(matrix[i, i]);
        return sum;
    }
}
