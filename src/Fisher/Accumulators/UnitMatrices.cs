using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>Σ (Σ_k δ_kj²) ããᵀ for every unit j, stacked. Units share what they see and differ in the weights alone, so it is one product a unit.</summary>
/// <param name="block">The block.</param>
public sealed class UnitMatrices<T>(ParameterBlock block)
    : BlockAccumulator<T>(block, checked(block.Outputs * block.UnitLength), block.UnitLength)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _order = block.UnitLength;
    private T[] _inputs = [];
    private T[] _roots = [];
    private T[] _weighted = [];
    private int _examples;

    /// <inheritdoc/>
    public override void Sum(BlockView<T> view, MatrixView<T> sum)
    {
        if (Block.Kind == BlockKind.ScaleAndShift)
        {
            SumScaleAndShift(view, sum);
            return;
        }

        Observe(view);
        if (_weighted.Length < _inputs.Length) _weighted = new T[_inputs.Length];
        for (int unit = 0; unit < Block.Outputs; unit++) AddUnit(unit, T.One, T.Zero, _weighted, sum.RowRange(unit * _order, _order));
    }

    /// <summary>Keeps what units are made of, for <see cref="AddUnit"/>: where several threads share out the units, each needs the examples of all.</summary>
    public void Observe(BlockView<T> view)
    {
        _examples = view.Examples;
        view.Extended(ref _inputs);
        TensorPrimitives.Sqrt<T>(view.SquaredCotangents(ref _roots).AsSpan(), _roots);
    }

    /// <summary>The numbers of scratch that <see cref="AddUnit"/> takes.</summary>
    public int ScratchLength => _inputs.Length;

    /// <summary>matrix ← keep · matrix + scale · Σ δ_j² ããᵀ over what was observed.</summary>
    public void AddUnit(int unit, T scale, T keep, Span<T> scratch, MatrixView<T> matrix)
    {
        ReadOnlyMatrixView<T> inputs = new(_inputs.AsSpan(0, _examples * _order), _examples, _order);
        MatrixView<T> weighted = new(scratch[..(_examples * _order)], _examples, _order);
        for (int i = 0; i < _examples; i++) TensorPrimitives.Multiply(inputs.Row(i), _roots[(i * Block.Outputs) + unit], weighted.Row(i));
        Products.SymmetricRankUpdate(weighted, matrix, scale, keep);
    }

    private static void SumScaleAndShift(BlockView<T> view, MatrixView<T> sum)
    {
        sum.AsSpan().Clear();
        for (int row = 0; row < view.Cotangents.Rows; row++)
        {
            ReadOnlySpan<T> cotangent = view.Cotangents.Row(row), input = view.Inputs.Row(row % view.Examples);
            for (int j = 0; j < cotangent.Length; j++)
            {
                T square = cotangent[j] * cotangent[j], mixed = square * input[j];
                Span<T> own = sum.AsSpan().Slice(4 * j, 4);
                own[0] += mixed * input[j];
                own[1] += mixed;
                own[2] += mixed;
                own[3] += square;
            }
        }
    }
}
