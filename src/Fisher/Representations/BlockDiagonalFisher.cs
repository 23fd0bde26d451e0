using System.Collections.Immutable;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>Blocks of parameters as if independent of one another: one a layer, one a neuron. Everything is the blocks' own, one after the other.</summary>
public sealed class BlockDiagonalFisher : FisherMatrix
{
    private readonly IReadOnlyList<NamedTensor<double>>? _arrays;

    /// <summary>A matrix of blocks that share no parameter and leave none out.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="arrays">How it is stored; null for each block's own arrays.</param>
    public BlockDiagonalFisher(ImmutableArray<FisherBlock> blocks, IReadOnlyList<NamedTensor<double>>? arrays = null)
    {
        Blocks = blocks;
        _arrays = arrays;
        Dimension = blocks.Sum(block => block.Places.Length);
        bool[] seen = new bool[Dimension];
        foreach (int place in blocks.SelectMany(block => block.Places))
        {
            if ((uint)place >= (uint)Dimension || seen[place]) throw new ArgumentException($"Parameter {place} is in two blocks, or another in none.", nameof(blocks));
            seen[place] = true;
        }
    }

    /// <summary>The blocks.</summary>
    public ImmutableArray<FisherBlock> Blocks { get; }

    /// <inheritdoc/>
    public override int Dimension { get; }

    /// <inheritdoc/>
    public override Estimate Trace => Estimate.Sum(Blocks.Select(block => block.Matrix.Trace));

    /// <inheritdoc/>
    public override double FrobeniusNorm => Math.Sqrt(Blocks.Sum(block => block.Matrix.FrobeniusNorm * block.Matrix.FrobeniusNorm));

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        foreach (FisherBlock block in Blocks) block.Apply(x, y, block.Matrix.Multiply);
    }

    /// <inheritdoc/>
    public override void Diagonal(Span<double> diagonal)
    {
        foreach (FisherBlock block in Blocks)
        {
            double[] own = new double[block.Places.Length];
            block.Matrix.Diagonal(own);
            block.Scatter(own, diagonal);
        }
    }

    /// <inheritdoc/>
    public override double[] Eigenvalues() => [.. Blocks.SelectMany(block => block.Matrix.Eigenvalues()).OrderDescending()];

    /// <inheritdoc/>
    public override double LogDeterminant(double damping) => Blocks.Sum(block => block.Matrix.LogDeterminant(damping));

    /// <inheritdoc/>
    public override FisherInverse Invert(double damping) => new Blockwise(Blocks, [.. Blocks.Select(block => block.Matrix.Invert(damping))], damping);

    /// <inheritdoc/>
    public override FisherInverse PseudoInvert() => new Blockwise(Blocks, [.. Blocks.Select(block => block.Matrix.PseudoInvert())], 0);

    /// <inheritdoc/>
    public override Matrix<double> ToDense()
    {
        Matrix<double> dense = new(Dimension, Dimension);
        foreach (FisherBlock block in Blocks)
        {
            Matrix<double> own = block.Matrix.ToDense();
            for (int i = 0; i < own.Rows; i++)
            {
                for (int j = 0; j < own.Columns; j++) dense[block.Places[i], block.Places[j]] = own[i, j];
            }
        }

        return dense;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() => _arrays ?? [.. Blocks.SelectMany(block => block.Matrix.ToArrays())];

    internal BlockDiagonalFisher With(double precision)
    {
        Precision = precision;
        foreach (FisherBlock block in Blocks)
        {
            if (block.Matrix is BlockDiagonalFisher inner) inner.With(precision);
            else block.Matrix.Precision = precision;
        }

        return this;
    }

    private sealed record Blockwise(ImmutableArray<FisherBlock> Blocks, ImmutableArray<FisherInverse> Inverses, double Damping)
        : FisherInverse(Damping, Inverses.Sum(inverse => inverse.Rank))
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int b = 0; b < Blocks.Length; b++) Blocks[b].Apply(x, y, Inverses[b].Apply);
        }
    }
}
