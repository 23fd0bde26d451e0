using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators.Sums;

/// <summary>Σ_k g_kg_kᵀ over the gradients g_k of some layers' parameters for each cotangent, in the network's order: rows formed, then one product.</summary>
internal sealed class RowSum<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock[] _blocks;
    private readonly int _start;
    private readonly int _size;
    private readonly Matrix<double> _sum;
    private readonly Matrix<T> _chunk;
    private T[] _rows = [];

    /// <summary>A sum over the parameters from <paramref name="start"/> on.</summary>
    public RowSum(IEnumerable<ParameterBlock> blocks, int start, int size)
    {
        _blocks = [.. blocks];
        _start = start;
        _size = size;
        _sum = new Matrix<double>(size, size);
        _chunk = new Matrix<T>(size, size);
    }

    /// <summary>Adds a chunk.</summary>
    public void Absorb(Workspace<T> workspace)
    {
        int rows = workspace.Examples * workspace.Cotangents;
        if (_rows.Length < rows * _size) _rows = new T[checked(rows * _size)];
        MatrixView<T> gradients = new(_rows.AsSpan(0, rows * _size), rows, _size);
        foreach (ParameterBlock block in _blocks) BlockRows.Fill(block, workspace.BlockInputs(block), workspace.BlockCotangents(block), _start, gradients);
        Products.SymmetricRankUpdate(gradients, _chunk.View);
        for (int i = 0; i < _sum.AsSpan().Length; i++) _sum.AsSpan()[i] += double.CreateTruncating(_chunk.AsSpan()[i]);
    }

    /// <summary>The mean over examples.</summary>
    public Matrix<double> Mean(int examples)
    {
        TensorPrimitives.Divide(_sum.AsSpan(), examples, _sum.AsSpan());
        return _sum;
    }
}
