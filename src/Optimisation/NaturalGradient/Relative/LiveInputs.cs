using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>The inputs of an affine layer that are not zero in every reference, and the bias after them. One member's memory.</summary>
internal sealed class LiveInputs<T>(ParameterBlock block)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _places = new int[block.Inputs];
    private readonly T[] _largest = new T[block.Inputs];
    private int _count;

    /// <summary>The length of a compact row.</summary>
    public int Order => _count + (block.HasBias ? 1 : 0);

    /// <summary>Looks through all references.</summary>
    public void Find(ReadOnlyMatrixView<T> references)
    {
        _largest.AsSpan().Clear();
        for (int r = 0; r < references.Rows; r++) TensorPrimitives.MaxMagnitude(_largest, references.Row(r), _largest);
        _count = 0;
        for (int k = 0; k < _largest.Length; k++)
        {
            // What is not a number is kept, so that the inverse refuses it.
            if (_largest[k] != T.Zero) _places[_count++] = k;
        }
    }

    /// <summary>A row of the layer's inputs without the dead ones, and what belongs to the bias.</summary>
    public void Compact(ReadOnlySpan<T> row, T bias, Span<T> compact)
    {
        for (int k = 0; k < _count; k++) compact[k] = row[_places[k]];
        if (block.HasBias) compact[_count] = bias;
    }

    /// <summary>Puts a compact row in its places; dead inputs and the bias are left alone.</summary>
    public void Expand(ReadOnlySpan<T> compact, Span<T> row)
    {
        for (int k = 0; k < _count; k++) row[_places[k]] = compact[k];
    }
}
