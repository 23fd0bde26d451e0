using System.Numerics;
using System.Security.Cryptography;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Datasets;

/// <summary>Rows of values kept in whatever form is small, read by position in the scalar the network computes in.</summary>
public interface ITable
{
    /// <summary>The number of rows.</summary>
    int Rows { get; }

    /// <summary>Values per row.</summary>
    int Columns { get; }

    /// <summary>Copies rows into those of <paramref name="destination"/>, one per index, without allocating. Any number of threads may read at once.</summary>
    /// <exception cref="ArgumentException">The destination is not indices × columns, or an index is none of a row.</exception>
    void CopyRows<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Feeds the stored values, and how they are scaled, to a checksum.</summary>
    void AppendTo(IncrementalHash checksum);
}
