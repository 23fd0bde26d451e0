using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.SecondOrder;

/// <summary>
/// Transposed Jacobians (∂v/∂z)ᵀ of a few examples at a time, so that they stay in the second cache: row i·width(z) + j holds
/// ∂v/∂z_j of example i.
/// </summary>
internal sealed class FullJacobians<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network _network;
    private readonly Dictionary<int, Memory<T>> _jacobians = [];
    private readonly RowsOf _slopes;
    private readonly DiagonalOf _diagonal;
    private readonly WeightForms<T> _weights;
    private readonly T[] _squares;

    public FullJacobians(Network network, ImmutableArray<SensitivityPlan> plans, int cacheBytes, RowsOf slopes, DiagonalOf diagonal, WeightForms<T> weights)
    {
        _network = network;
        _slopes = slopes;
        _diagonal = diagonal;
        _weights = weights;
        Dictionary<int, int> largest = [];
        int widest = 0;
        foreach (SensitivityPlan plan in plans.Where(plan => plan.HasFull))
        {
            foreach (Node node in network.Nodes.Where(node => plan.Forms[node.Index] == Sensitivity.Full && !node.Plan.IsView))
            {
                int size = checked(plan.Source.Width * node.Width);
                largest[node.Index] = Math.Max(largest.GetValueOrDefault(node.Index), size);
                widest = Math.Max(widest, size);
            }
        }

        Capacity = Math.Clamp(cacheBytes / (widest * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()), 1, 256);
        foreach ((int index, int size) in largest) _jacobians[index] = AlignedMemory.Allocate<T>(checked(Capacity * size));
        _squares = new T[widest];
    }

    /// <summary>Where slopes of an element-wise node with respect to an input are, examples × width.</summary>
    public delegate MatrixView<T> RowsOf(Node node, int input);

    /// <summary>Where a diagonal Jacobian is, examples × width.</summary>
    public delegate MatrixView<T> DiagonalOf(Node node);

    /// <summary>Examples at a time.</summary>
    public int Capacity { get; }

    /// <summary>Forms all full Jacobians of a source for some examples.</summary>
    public void Form(SensitivityPlan plan, int first, int count, ReadOnlySpan<T> parameters)
    {
        foreach (Node node in _network.Nodes)
        {
            if (plan.Forms[node.Index] != Sensitivity.Full || node.Plan.IsView) continue;
            if (node.Layer!.SecondOrder == SecondOrderRule.Affine) Multiply(plan, node, first, count, parameters);
            else Combine(plan, node, first, count, parameters);
        }
    }

    /// <summary>The squares of one example's Jacobian at a curved node's input, width(z) × width.</summary>
    public ReadOnlyMatrixView<T> Squares(SensitivityPlan plan, Node curved, int example)
    {
        Node input = _network.Owner(curved.Inputs[0]);
        int units = plan.Source.Width;
        ReadOnlySpan<T> jacobian = Jacobian(plan, input, example + 1).RowRange(example * units, units).AsSpan();
        TensorPrimitives.Multiply(jacobian, jacobian, _squares);
        return new ReadOnlyMatrixView<T>(_squares.AsSpan(0, jacobian.Length), units, input.Width);
    }

    private MatrixView<T> Jacobian(SensitivityPlan plan, Node node, int count) =>
        new(_jacobians[node.Index].Span[..(count * plan.Source.Width * node.Width)], count * plan.Source.Width, node.Width);

    private void Multiply(SensitivityPlan plan, Node node, int first, int count, ReadOnlySpan<T> parameters)
    {
        Node input = _network.Owner(node.Inputs[0]);
        MatrixView<T> source;
        if (plan.Forms[input.Index] == Sensitivity.Full)
        {
            source = Jacobian(plan, input, count);
        }
        else
        {
            int rows = count * plan.Source.Width;
            source = new MatrixView<T>(_weights.Scratch(rows * input.Width).Span, rows, input.Width);
            source.AsSpan().Clear();
            for (int i = 0; i < count; i++) AddScaledWeight(plan, input, first + i, default, source.RowRange(i * plan.Source.Width, plan.Source.Width), parameters, overwrites: false);
        }

        Products.MultiplyTransposedRight(source, Weights(node, parameters), Jacobian(plan, node, count));
    }

    private void Combine(SensitivityPlan plan, Node node, int first, int count, ReadOnlySpan<T> parameters)
    {
        MatrixView<T> jacobian = Jacobian(plan, node, count);
        bool isOnly = node.Inputs.Length == 1 && plan.FormAt(node, 0) != Sensitivity.Diagonal;
        if (!isOnly) jacobian.AsSpan().Clear();
        int units = plan.Source.Width;
        for (int input = 0; input < node.Inputs.Length; input++)
        {
            Node read = _network.Owner(node.Inputs[input]);
            MatrixView<T> slopes = _slopes(node, input);
            for (int i = 0; i < count; i++)
            {
                MatrixView<T> target = jacobian.RowRange(i * units, units);
                ReadOnlySpan<T> slope = slopes.Row(first + i);
                switch (plan.Forms[read.Index])
                {
                    case Sensitivity.Diagonal:
                        ReadOnlySpan<T> diagonal = _diagonal(read).Row(first + i);
                        for (int j = 0; j < units; j++) target[j, j] += diagonal[j] * slope[j];
                        break;
                    case Sensitivity.ScaledWeight:
                        AddScaledWeight(plan, read, first + i, slope, target, parameters, isOnly);
                        break;
                    case Sensitivity.Full:
                        ReadOnlyMatrixView<T> source = Jacobian(plan, read, count).RowRange(i * units, units);
                        for (int j = 0; j < units; j++)
                        {
                            if (isOnly) TensorPrimitives.Multiply(source.Row(j), slope, target.Row(j));
                            else TensorPrimitives.MultiplyAdd(source.Row(j), slope, target.Row(j), target.Row(j));
                        }

                        break;
                }
            }
        }
    }

    // target += D Wᵀ diag(slope), or = where nothing else contributes; D the diagonal before the affine node; no slope is a slope of one.
    private void AddScaledWeight(SensitivityPlan plan, Node affine, int example, ReadOnlySpan<T> slope, MatrixView<T> target, ReadOnlySpan<T> parameters, bool overwrites)
    {
        ReadOnlyMatrixView<T> transposed = _weights.Transposed(affine, parameters);
        ReadOnlySpan<T> diagonal = _diagonal(_network.Owner(affine.Inputs[0])).Row(example);
        Span<T> scaled = _weights.Row(affine.Width);
        for (int j = 0; j < plan.Source.Width; j++)
        {
            Span<T> row = target.Row(j);
            if (slope.IsEmpty)
            {
                TensorPrimitives.MultiplyAdd(transposed.Row(j), diagonal[j], row, row);
                continue;
            }

            TensorPrimitives.Multiply(transposed.Row(j), diagonal[j], scaled);
            if (overwrites) TensorPrimitives.Multiply(scaled, slope, row);
            else TensorPrimitives.MultiplyAdd(scaled, slope, row, row);
        }
    }

    private static ReadOnlyMatrixView<T> Weights(Node affine, ReadOnlySpan<T> parameters) =>
        new(affine.Parameters[0].In(parameters), affine.Parameters[0].Shape.Extents[0], affine.Parameters[0].Shape.Extents[1]);
}
