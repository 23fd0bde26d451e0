using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.SecondOrder;

/// <summary>Wᵀ and W ∘ W of affine layers, made when first asked for after parameters have changed, and memory for passing products.</summary>
internal sealed class WeightForms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<int, Matrix<T>> _squared = [];
    private readonly Dictionary<int, Matrix<T>> _transposed = [];
    private readonly HashSet<int> _squaredNow = [];
    private readonly HashSet<int> _transposedNow = [];
    private T[] _scratch = [];
    private T[] _row = [];

    /// <summary>To be called when parameters may have changed.</summary>
    public void Forget()
    {
        _squaredNow.Clear();
        _transposedNow.Clear();
    }

    /// <summary>W ∘ W, outputs × inputs.</summary>
    public ReadOnlyMatrixView<T> Squared(Node affine, ReadOnlySpan<T> parameters)
    {
        if (!_squared.TryGetValue(affine.Index, out Matrix<T>? squared))
            _squared[affine.Index] = squared = new Matrix<T>(affine.Parameters[0].Shape.Extents[0], affine.Parameters[0].Shape.Extents[1]);
        if (_squaredNow.Add(affine.Index))
        {
            ReadOnlySpan<T> weights = affine.Parameters[0].In(parameters);
            TensorPrimitives.Multiply(weights, weights, squared.AsSpan());
        }

        return squared;
    }

    /// <summary>Wᵀ, inputs × outputs.</summary>
    public ReadOnlyMatrixView<T> Transposed(Node affine, ReadOnlySpan<T> parameters)
    {
        int outputs = affine.Parameters[0].Shape.Extents[0], inputs = affine.Parameters[0].Shape.Extents[1];
        if (!_transposed.TryGetValue(affine.Index, out Matrix<T>? transposed)) _transposed[affine.Index] = transposed = new Matrix<T>(inputs, outputs);
        if (_transposedNow.Add(affine.Index))
        {
            ReadOnlySpan<T> weights = affine.Parameters[0].In(parameters);
            for (int k = 0; k < inputs; k++)
            {
                Span<T> row = transposed.Row(k);
                for (int j = 0; j < outputs; j++) row[j] = weights[(j * inputs) + k];
            }
        }

        return transposed;
    }

    /// <summary>Memory for a product that is used at once.</summary>
    public Memory<T> Scratch(int length)
    {
        if (_scratch.Length < length) _scratch = new T[length];
        return _scratch.AsMemory(0, length);
    }

    /// <summary>Memory for a row that is used at once.</summary>
    public Span<T> Row(int length)
    {
        if (_row.Length < length) _row = new T[length];
        return _row.AsSpan(0, length);
    }
}
