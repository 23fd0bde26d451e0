using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// The exact Fisher matrix of n examples through its dual, R Rᵀ = (1/n) Cov^½ J Jᵀ Cov^½ with m·n rows (m cotangents an example): the
/// same non-zero eigenvalues, and memory for layers' inputs and cotangents instead of P². Source: [Karakida21], §3.
/// </summary>
public sealed class GramFisher : FisherMatrix
{
    private readonly ImmutableArray<GramLayer> _layers;
    private readonly Lazy<Matrix<double>> _gram;
    private readonly Lazy<SymmetricDecomposition> _decomposition;

    internal GramFisher(ImmutableArray<GramLayer> layers, int parameters)
    {
        _layers = layers;
        Dimension = parameters;
        Rows = layers[0].Cotangents.Rows;
        _gram = new Lazy<Matrix<double>>(FormGram);
        _decomposition = new Lazy<SymmetricDecomposition>(() => new SymmetricDecomposition(_gram.Value));
    }

    /// <inheritdoc/>
    public override int Dimension { get; }

    /// <summary>The rows of R: the order of the dual matrix.</summary>
    public int Rows { get; }

    /// <summary>R Rᵀ.</summary>
    public ReadOnlyMatrixView<double> Dual => _gram.Value.View;

    /// <summary>R Rᵀ of one layer's parameters alone: the dual of its block.</summary>
    public Matrix<double> DualOf(ParameterBlock block)
    {
        Matrix<double> gram = new(Rows, Rows);
        _layers.Single(layer => layer.Block == block).AddGram(gram);
        return gram;
    }

    /// <inheritdoc/>
    public override Estimate Trace
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Rows; i++) sum += _gram.Value[i, i];
            return Estimate.Exact(sum);
        }
    }

    /// <inheritdoc/>
    public override double FrobeniusNorm => TensorPrimitives.Norm<double>(_gram.Value.AsSpan());

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        double[] rows = new double[Rows];
        MultiplyRoot(x, rows);
        foreach (GramLayer layer in _layers) layer.Transpose(rows, y);
    }

    /// <inheritdoc/>
    public override void Diagonal(Span<double> diagonal)
    {
        foreach (GramLayer layer in _layers) layer.Diagonal(diagonal);
    }

    /// <summary>The dual matrix's eigenvalues, and zeros up to the order.</summary>
    public override double[] Eigenvalues()
    {
        double[] eigenvalues = new double[Dimension], dual = _decomposition.Value.Descending();
        for (int k = 0; k < Math.Min(eigenvalues.Length, dual.Length); k++) eigenvalues[k] = Math.Max(0, dual[k]);
        return eigenvalues;
    }

    /// <inheritdoc/>
    public override double LogDeterminant(double damping)
    {
        double sum = 0;
        foreach (double eigenvalue in _decomposition.Value.Descending().Take(Dimension)) sum += Math.Log(Math.Max(0, eigenvalue) + damping);
        return Dimension > Rows ? sum + ((Dimension - Rows) * Math.Log(damping)) : sum;
    }

    /// <summary>By Woodbury's identity, (F + λI)⁻¹x = (x − Rᵀ(R Rᵀ + λI)⁻¹R x)/λ. Cost: (m·n)³/3 once.</summary>
    public override FisherInverse Invert(double damping)
    {
        RequireDamping(damping);
        if (damping == 0)
        {
            (int rank, double threshold) = RankOf(Eigenvalues(), Math.Min(Rows, Dimension));
            if (rank < Dimension) throw new SingularFisherException("The Fisher matrix", Dimension, rank, threshold);
            return PseudoInvert();
        }

        Matrix<double> factor = new(Rows, Rows, _gram.Value.AsSpan().ToArray());
        for (int i = 0; i < Rows; i++) factor[i, i] += damping;
        Cholesky.Factor(factor.View);
        return new Woodbury(this, factor, damping);
    }

    /// <summary>F⁺x = Rᵀ (R Rᵀ)⁺² R x.</summary>
    public override FisherInverse PseudoInvert()
    {
        (int rank, double threshold) = RankOf(Eigenvalues(), Math.Min(Rows, Dimension));
        return new Truncated(this, threshold, rank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() =>
    [
        .. _layers.SelectMany(layer => new[]
        {
            new NamedTensor<double>($"{layer.Block.First.Name}/{FisherArrays.Inputs}", new Shape(layer.Inputs.Rows, layer.Inputs.Columns), layer.Inputs.AsMemory()),
            new NamedTensor<double>($"{layer.Block.First.Name}/{FisherArrays.Cotangents}", new Shape(layer.Cotangents.Rows, layer.Cotangents.Columns), layer.Cotangents.AsMemory()),
        }),
    ];

    private void MultiplyRoot(ReadOnlySpan<double> x, Span<double> rows)
    {
        rows.Clear();
        foreach (GramLayer layer in _layers) layer.AddRows(x, rows);
    }

    private Matrix<double> FormGram()
    {
        Matrix<double> gram = new(Rows, Rows);
        foreach (GramLayer layer in _layers) layer.AddGram(gram);
        return gram;
    }

    private sealed record Woodbury(GramFisher Owner, Matrix<double> Factor, double Damping) : FisherInverse(Damping, Owner.Dimension)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            double[] rows = new double[Owner.Rows];
            Owner.MultiplyRoot(x, rows);
            Cholesky.Solve<double>(Factor, new MatrixView<double>(rows, rows.Length, 1));
            foreach (GramLayer layer in Owner._layers) layer.Transpose(rows, y);
            for (int i = 0; i < x.Length; i++) y[i] = (x[i] - y[i]) / Damping;
        }
    }

    private sealed record Truncated(GramFisher Owner, double Threshold, int Rank) : FisherInverse(0, Rank)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            double[] rows = new double[Owner.Rows], solved = new double[Owner.Rows];
            Owner.MultiplyRoot(x, rows);
            Owner._decomposition.Value.Apply(eigenvalue => eigenvalue > Threshold ? 1 / (eigenvalue * eigenvalue) : 0, rows, solved);
            foreach (GramLayer layer in Owner._layers) layer.Transpose(solved, y);
        }
    }
}
