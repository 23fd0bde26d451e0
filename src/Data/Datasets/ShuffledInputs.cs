using System.Numerics;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Datasets;

/// <summary>The same examples, the values of every input in another order, which is one for all.</summary>
public sealed class ShuffledInputs : IExamples
{
    private const int Chunk = 256;

    private readonly IExamples _examples;
    private readonly int[] _order;

    /// <summary>An order drawn from a stream.</summary>
    public ShuffledInputs(IExamples examples, RandomStream stream)
    {
        _examples = examples;
        _order = new int[examples.InputShape.ElementCount];
        stream.From().FillPermutation(_order);
    }

    /// <inheritdoc/>
    public int Count => _examples.Count;

    /// <inheritdoc/>
    public Shape InputShape => _examples.InputShape;

    /// <inheritdoc/>
    public int OutcomeWidth => _examples.OutcomeWidth;

    /// <inheritdoc/>
    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> drawn = new(Math.Min(Chunk, Math.Max(1, indices.Length)), _order.Length);
        for (int first = 0; first < indices.Length; first += Chunk)
        {
            int count = Math.Min(Chunk, indices.Length - first);
            _examples.CopyInputs(indices.Slice(first, count), drawn.View.RowRange(0, count));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<T> from = drawn.Row(i);
                Span<T> to = destination.Row(first + i);
                for (int k = 0; k < to.Length; k++) to[k] = from[_order[k]];
            }
        }
    }

    /// <inheritdoc/>
    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _examples.CopyOutcomes(indices, destination);
}
