using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>
/// diag η − ηηᵀ without its null direction: the reflection that takes (1, …, 1)/√m to the last axis makes the last row and column
/// zero, and of the rest a root with m − 1 columns is known in closed form. Allocates nothing after birth; one thread at a time.
/// </summary>
/// <param name="classes">m, at least 2.</param>
public sealed class SoftMaxRoot(int classes)
{
    private readonly double[] _column = new double[classes];
    private readonly double[] _axis = new double[classes];
    private readonly double[] _sum = new double[1];

    /// <summary>
    /// Writes vectors whose outer products sum to diag η − ηηᵀ in the first m − 1 reflected coordinates, one a row, (m − 1)×(m − 1):
    /// the columns of diag(√η) Q with QᵀQ = 1 and Q ⊥ √η.
    /// </summary>
    public void Fill(ReadOnlySpan<double> means, MatrixView<double> roots)
    {
        for (int i = 0; i < classes; i++) _axis[i] = Math.Sqrt(means[i]);
        _axis[^1] += 1;
        double length = TensorPrimitives.SumOfSquares<double>(_axis);
        for (int k = 0; k < classes - 1; k++)
        {
            for (int i = 0; i < classes; i++) _column[i] = Math.Sqrt(means[i]) * ((i == k ? 1 : 0) - (2 * _axis[i] * _axis[k] / length));
            Reflect(_column, _sum);
            _column.AsSpan(0, classes - 1).CopyTo(roots.Row(k));
        }
    }

    /// <summary>v ← v − 2u(u·v)/‖u‖² for each column of m rows, u = (1, …, 1)/√m + the last axis: its own inverse.</summary>
    /// <param name="rows">m rows of one width.</param>
    /// <param name="sum">Memory for one row, whose length is the width.</param>
    public static void Reflect<T>(Span<T> rows, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = sum.Length, count = rows.Length / width;
        double plain = 1 / Math.Sqrt(count), length = 2 + (2 * plain);
        sum.Clear();
        for (int i = 0; i < count; i++) TensorPrimitives.MultiplyAdd(rows.Slice(i * width, width), T.CreateTruncating(i == count - 1 ? plain + 1 : plain), sum, sum);
        for (int i = 0; i < count; i++)
        {
            Span<T> row = rows.Slice(i * width, width);
            TensorPrimitives.MultiplyAdd(sum, T.CreateTruncating(-2 * (i == count - 1 ? plain + 1 : plain) / length), row, row);
        }
    }
}
