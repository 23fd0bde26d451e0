using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>The mean of an accumulator over a data set: products in T within a chunk, chunks added in double.</summary>
internal sealed class ExampleMean<T>(Accumulator<T> accumulator)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _chunk = new(accumulator.Rows, accumulator.Columns);
    private readonly double[] _sum = new double[checked(accumulator.Rows * accumulator.Columns)];

    /// <summary>The memory of the sums.</summary>
    public long Bytes => (long)_sum.Length * (sizeof(double) + Unsafe.SizeOf<T>());

    /// <summary>Adds a chunk.</summary>
    public void Absorb(Workspace<T> workspace)
    {
        const int Piece = 256;
        accumulator.Sum(workspace, _chunk);
        Span<double> exact = stackalloc double[Piece];
        for (int start = 0; start < _sum.Length; start += Piece)
        {
            Span<double> target = _sum.AsSpan(start, Math.Min(Piece, _sum.Length - start));
            TensorPrimitives.ConvertTruncating(_chunk.AsSpan().Slice(start, target.Length), exact);
            TensorPrimitives.Add(target, exact[..target.Length], target);
        }
    }

    /// <summary>Adds what another thread summed of the same.</summary>
    public void Merge(ExampleMean<T> other) => TensorPrimitives.Add(_sum, other._sum, _sum);

    /// <summary>The mean; the sums are given up.</summary>
    public Matrix<double> Over(int examples)
    {
        TensorPrimitives.Divide(_sum, examples, _sum);
        return new Matrix<double>(accumulator.Rows, accumulator.Columns, _sum);
    }
}
