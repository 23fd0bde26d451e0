using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>The basis U_B ⊗ U_A of eigenvectors of two factors: a vector is an outputs × inputs matrix V, in the basis U_B V U_Aᵀ.</summary>
internal sealed class KroneckerBasis
{
    private readonly SymmetricDecomposition _input;
    private readonly SymmetricDecomposition _output;
    private readonly double[] _half;

    public KroneckerBasis(Matrix<double> inputFactor, Matrix<double> outputFactor)
    {
        _input = new SymmetricDecomposition(inputFactor);
        _output = new SymmetricDecomposition(outputFactor);
        _half = new double[checked(inputFactor.Rows * outputFactor.Rows)];
    }

    /// <summary>Eigenvectors of A, one a row.</summary>
    public Matrix<double> InputVectors => _input.Eigenvectors;

    /// <summary>Eigenvectors of B, one a row.</summary>
    public Matrix<double> OutputVectors => _output.Eigenvectors;

    /// <summary>The eigenvalues b_j a_k of B ⊗ A, outputs × inputs, none below zero.</summary>
    public double[] Eigenvalues()
    {
        double[] products = new double[_half.Length];
        for (int i = 0; i < products.Length; i++)
            products[i] = Math.Max(0, _output.Eigenvalues[i / InputVectors.Rows]) * Math.Max(0, _input.Eigenvalues[i % InputVectors.Rows]);
        return products;
    }

    /// <summary>y ← Uᵀ (factors ∘ U x). Cost: 4·outputs·inputs·(outputs + inputs).</summary>
    public void Apply(ReadOnlySpan<double> factors, ReadOnlySpan<double> x, Span<double> y)
    {
        int outputs = OutputVectors.Rows, inputs = InputVectors.Rows;
        MatrixView<double> half = new(_half, outputs, inputs), result = new(y, outputs, inputs);
        Products.Multiply(OutputVectors, new ReadOnlyMatrixView<double>(x, outputs, inputs), half);
        Products.MultiplyTransposedRight<double>(half, InputVectors, result);
        for (int i = 0; i < factors.Length; i++) y[i] *= factors[i];
        Products.MultiplyTransposedLeft<double>(OutputVectors, result, half);
        Products.Multiply<double>(half, InputVectors, result);
    }
}
