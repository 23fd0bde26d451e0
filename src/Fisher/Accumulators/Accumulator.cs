using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>
/// A sum over the examples of a batch that a representation is made of. One object serves one thread: it holds its buffers. Measured
/// over a data set it stands in an <see cref="ExampleMean{T}"/>, followed over training in a <see cref="RunningMean{T}"/>.
/// </summary>
/// <param name="rows">Rows of the sum.</param>
/// <param name="columns">Columns of the sum.</param>
public abstract class Accumulator<T>(int rows, int columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of the sum.</summary>
    public int Rows => rows;

    /// <summary>Columns of the sum.</summary>
    public int Columns => columns;

    /// <summary>Overwrites <paramref name="sum"/> by the sum over the examples of a workspace.</summary>
    public abstract void Sum(Workspace<T> workspace, MatrixView<T> sum);
}
