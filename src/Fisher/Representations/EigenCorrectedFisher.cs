using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// The block of an affine layer as Uᵀ diag(S) U in the Kronecker factors' eigenbasis U = U_B ⊗ U_A, S the exact second moments there:
/// the nearest such matrix to the block, so never farther than B ⊗ A, and with the exact trace. Source: [George18], §3.
/// </summary>
public sealed class EigenCorrectedFisher : FisherMatrix
{
    private readonly Matrix<double> _inputFactor;
    private readonly Matrix<double> _outputFactor;
    private readonly KroneckerBasis _basis;
    private readonly double[] _moments;
    private readonly string _name;

    /// <summary>A block.</summary>
    /// <param name="factors">B and A, whose eigenvectors are the basis.</param>
    /// <param name="moments">S, outputs × inputs, from <paramref name="name"/>'s own second pass over the data.</param>
    /// <param name="name">The layer's weight, for messages and files.</param>
    public EigenCorrectedFisher(KroneckerFactored<double> factors, double[] moments, string name)
        : this(factors.InputFactor, factors.OutputFactor, new KroneckerBasis(factors.InputFactor, factors.OutputFactor), moments, name)
    {
    }

    internal EigenCorrectedFisher(Matrix<double> inputFactor, Matrix<double> outputFactor, KroneckerBasis basis, double[] moments, string name)
    {
        if (moments.Length != inputFactor.Rows * outputFactor.Rows) throw new ArgumentException($"{moments.Length} moments don't fill a basis of {outputFactor.Rows} × {inputFactor.Rows}.", nameof(moments));
        _inputFactor = inputFactor;
        _outputFactor = outputFactor;
        _basis = basis;
        _moments = moments;
        _name = name;
    }

    /// <inheritdoc/>
    public override int Dimension => _moments.Length;

    /// <inheritdoc/>
    public override Estimate Trace => Estimate.Exact(TensorPrimitives.Sum<double>(_moments));

    /// <inheritdoc/>
    public override double FrobeniusNorm => TensorPrimitives.Norm<double>(_moments);

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y) => _basis.Apply(_moments, x, y);

    /// <inheritdoc/>
    public override void Diagonal(Span<double> diagonal)
    {
        int inputs = _basis.InputVectors.Rows, outputs = _basis.OutputVectors.Rows;
        diagonal.Clear();
        for (int p = 0; p < outputs; p++)
        {
            for (int j = 0; j < outputs; j++)
            {
                double share = _basis.OutputVectors[p, j] * _basis.OutputVectors[p, j];
                Span<double> row = diagonal.Slice(j * inputs, inputs);
                for (int q = 0; q < inputs; q++)
                {
                    double weight = share * _moments[(p * inputs) + q];
                    ReadOnlySpan<double> vector = _basis.InputVectors.Row(q);
                    for (int k = 0; k < inputs; k++) row[k] += weight * vector[k] * vector[k];
                }
            }
        }
    }

    /// <inheritdoc/>
    public override double[] Eigenvalues() => [.. _moments.OrderDescending()];

    /// <inheritdoc/>
    public override FisherInverse Invert(double damping)
    {
        RequireRegular(damping, _moments, _name);
        return new KroneckerFisher.InBasis(_basis, [.. _moments.Select(value => 1 / (value + damping))], damping, Dimension);
    }

    /// <inheritdoc/>
    public override FisherInverse PseudoInvert()
    {
        (int rank, double threshold) = RankOf(_moments);
        return new KroneckerFisher.InBasis(_basis, [.. _moments.Select(value => value > threshold ? 1 / value : 0)], 0, rank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() =>
    [
        new($"{_name}/{FisherArrays.InputFactor}", new Shape(_inputFactor.Rows, _inputFactor.Rows), _inputFactor.AsMemory()),
        new($"{_name}/{FisherArrays.OutputFactor}", new Shape(_outputFactor.Rows, _outputFactor.Rows), _outputFactor.AsMemory()),
        new($"{_name}/{FisherArrays.Moments}", new Shape(_outputFactor.Rows, _inputFactor.Rows), _moments),
    ];
}
