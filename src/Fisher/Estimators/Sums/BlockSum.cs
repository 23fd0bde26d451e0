using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators.Sums;

/// <summary>A sum over examples of something of one layer: products in T within a chunk, chunks added in double.</summary>
internal abstract class BlockSum<T>(ParameterBlock block, int entries)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _chunk = new T[entries];
    private readonly double[] _sum = new double[entries];

    /// <summary>The layer.</summary>
    protected ParameterBlock Block => block;

    /// <summary>The memory of the sums.</summary>
    public long Bytes => (long)_sum.Length * (sizeof(double) + System.Runtime.CompilerServices.Unsafe.SizeOf<T>());

    /// <summary>Adds a chunk.</summary>
    public void Absorb(Workspace<T> workspace)
    {
        Sum(workspace.BlockInputs(block), workspace.BlockCotangents(block), _chunk);
        const int Piece = 256;
        Span<double> exact = stackalloc double[Piece];
        for (int start = 0; start < _sum.Length; start += Piece)
        {
            Span<double> target = _sum.AsSpan(start, Math.Min(Piece, _sum.Length - start));
            TensorPrimitives.ConvertTruncating(_chunk.AsSpan(start, target.Length), exact);
            TensorPrimitives.Add(target, exact[..target.Length], target);
        }
    }

    /// <summary>Adds what another thread summed of the same.</summary>
    public void Merge(BlockSum<T> other) => TensorPrimitives.Add(_sum, other._sum, _sum);

    /// <summary>The mean over examples.</summary>
    public double[] Mean(int examples)
    {
        double[] mean = new double[_sum.Length];
        TensorPrimitives.Divide(_sum, examples, mean);
        return mean;
    }

    /// <summary>Overwrites the sum of a chunk.</summary>
    /// <param name="inputs">What the layer's parameters see, n × inputs.</param>
    /// <param name="cotangents">What comes back, (m·n) × outputs.</param>
    /// <param name="sum">Where it goes.</param>
    protected abstract void Sum(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> sum);

    /// <summary>ã of every example: the inputs and, where there is a bias, a 1.</summary>
    protected MatrixView<T> Extend(ReadOnlyMatrixView<T> inputs, ref T[] buffer)
    {
        int order = block.HasBias ? inputs.Columns + 1 : inputs.Columns;
        if (buffer.Length < inputs.Rows * order) buffer = new T[inputs.Rows * order];
        MatrixView<T> extended = new(buffer.AsSpan(0, inputs.Rows * order), inputs.Rows, order);
        for (int i = 0; i < inputs.Rows; i++)
        {
            extended.Row(i)[^1] = T.One;
            inputs.Row(i).CopyTo(extended.Row(i));
        }

        return extended;
    }
}
