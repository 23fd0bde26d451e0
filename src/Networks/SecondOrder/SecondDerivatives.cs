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
/// diag(∂²(c·h)/∂z²) for the output z of every block, every example and every cotangent c of the last backward pass, exactly:
/// Σ_m (J_m ∘ J_m)ᵀ (φ_m'' ∘ ∂(c·h)/∂a_m) over the curved nodes a_m = φ_m(z_m) behind z, J_m = ∂z_m/∂z. The Jacobians serve all
/// cotangents. For an affine block ∂²(c·h)/∂W_jk² is entry j times ã_k². Source: [SoenSun24], §3.
/// </summary>
/// <remarks>
/// Works on any graph of affine, element-wise and adding layers, in inference. Piecewise-linear activations have φ'' = 0
/// away from their kinks and contribute nothing. Cost for a chain of L affine layers of n units: (L − 2)(L − 3)/2 products of
/// 2n³ operations an example. One thread at a time uses it; it allocates nothing after birth.
/// </remarks>
public sealed class SecondDerivatives<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int CacheBytes = 1 << 19;

    private readonly Workspace<T> _workspace;
    private readonly ImmutableArray<SensitivityPlan> _plans;
    private readonly Dictionary<int, Memory<T>> _second = [];
    private readonly Dictionary<int, Memory<T>> _weighted = [];
    private readonly Dictionary<int, Memory<T>[]> _slopes = [];
    private readonly Dictionary<int, Memory<T>> _diagonals = [];
    private readonly WeightForms<T> _weights = new();
    private readonly FullJacobians<T>? _full;
    private int _firstCotangent;

    /// <summary>Second derivatives at the points of a workspace that is planned for them.</summary>
    /// <exception cref="ArgumentException">The workspace keeps too little.</exception>
    /// <exception cref="NotSupportedException">A layer has no second-order rule.</exception>
    public SecondDerivatives(Workspace<T> workspace)
    {
        if (!workspace.KeepsCurvatures) throw new ArgumentException("The workspace does not keep what second derivatives need; plan it with SecondDerivatives.", nameof(workspace));
        Network network = workspace.Network;
        SecondOrderRules.Require(network);
        _workspace = workspace;
        _plans = [.. network.Blocks.Select(block => new SensitivityPlan(network, block.Node))];
        int examples = workspace.Capacity, rows = examples * workspace.MaximalCotangents;
        foreach (SensitivityPlan plan in _plans)
        {
            _second[plan.Source.Index] = AlignedMemory.Allocate<T>(rows * plan.Source.Width);
            foreach (Node node in plan.Curved) _weighted.TryAdd(node.Index, AlignedMemory.Allocate<T>(rows * node.Width));
            foreach (Node node in network.Nodes)
            {
                if (node.Index == plan.Source.Index || plan.Forms[node.Index] is Sensitivity.None or Sensitivity.ScaledWeight || node.Plan.IsView) continue;
                if (node.Layer!.SecondOrder != SecondOrderRule.Affine && !_slopes.ContainsKey(node.Index))
                    _slopes[node.Index] = [.. node.Inputs.Select(_ => AlignedMemory.Allocate<T>(examples * node.Width))];
                if (plan.Forms[node.Index] == Sensitivity.Diagonal) _diagonals.TryAdd(node.Index, AlignedMemory.Allocate<T>(examples * node.Width));
            }

            _diagonals.TryAdd(plan.Source.Index, AlignedMemory.Allocate<T>(examples * plan.Source.Width));
        }

        if (_plans.Any(plan => plan.HasFull)) _full = new FullJacobians<T>(network, _plans, CacheBytes, Slopes, Diagonal, _weights);
    }

    /// <summary>Multiplications and additions for each example in products of Jacobians.</summary>
    public double Operations => _plans.Sum(plan => plan.Operations);

    /// <summary>Whether all second derivatives of a block's output are zero, because nothing curved lies behind it.</summary>
    public bool AreZero(ParameterBlock block) => PlanOf(block).Curved.IsEmpty;

    /// <summary>diag(∂²(c·h)/∂z²) of a block, (cotangents computed · examples) × outputs.</summary>
    public ReadOnlyMatrixView<T> Of(ParameterBlock block) => Second(block.Node);

    /// <summary>Computes them, after a forward pass in inference and a backward pass over the same examples.</summary>
    /// <param name="parameters">θ, as in those passes.</param>
    /// <param name="statistics">Running statistics, as in those passes.</param>
    /// <param name="firstCotangent">The first cotangent c that they are wanted of; those before it are left out.</param>
    public void Compute(ReadOnlySpan<T> parameters, Span<T> statistics, int firstCotangent = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstCotangent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstCotangent, _workspace.Cotangents);
        _firstCotangent = firstCotangent;
        if (_workspace.Context.IsTraining) throw new InvalidOperationException("Second derivatives follow a forward pass in inference.");
        _weights.Forget();
        WeighCurvatures(parameters, statistics);
        FindSlopes(parameters, statistics);
        foreach (SensitivityPlan plan in _plans)
        {
            Second(plan.Source).AsSpan().Clear();
            if (plan.Curved.IsEmpty) continue;
            SpreadDiagonals(plan);
            foreach (Node curved in plan.Curved) Contract(plan, curved, parameters);
            ContractFull(plan, parameters);
        }
    }

    private int Cotangents => _workspace.Cotangents - _firstCotangent;

    private SensitivityPlan PlanOf(ParameterBlock block) => _plans.First(plan => plan.Source == block.Node);

    private MatrixView<T> Second(Node source) => View(_second[source.Index], _workspace.Examples * Cotangents, source.Width);

    private MatrixView<T> Weighted(Node curved) => View(_weighted[curved.Index], _workspace.Examples * Cotangents, curved.Width);

    private MatrixView<T> Diagonal(Node node) => View(_diagonals[node.Index], _workspace.Examples, node.Width);

    private MatrixView<T> Slopes(Node node, int input) => View(_slopes[node.Index][input], _workspace.Examples, node.Width);

    // The same node may be read twice, as in x + x: its slopes are counted once.
    private bool IsRepeated(Node node, int input)
    {
        for (int earlier = 0; earlier < input; earlier++)
        {
            if (_workspace.Network.Owner(node.Inputs[earlier]) == _workspace.Network.Owner(node.Inputs[input])) return true;
        }

        return false;
    }

    private static MatrixView<T> View(Memory<T> memory, int rows, int columns) => new(memory.Span[..(rows * columns)], rows, columns);

    // φ'' ∘ ∂(c·h)/∂a of every curved node, for every cotangent.
    private void WeighCurvatures(ReadOnlySpan<T> parameters, Span<T> statistics)
    {
        foreach (int index in _weighted.Keys)
        {
            Node node = _workspace.Network.Nodes[index];
            MatrixView<T> weighted = Weighted(node);
            MatrixView<T> curvature = _workspace.Tangent(index);
            node.Layer!.Curvature(new LayerPass<T>(node, _workspace, parameters, statistics), curvature);
            ReadOnlyMatrixView<T> cotangents = _workspace.Cotangent(index);
            for (int k = 0; k < Cotangents; k++)
            {
                int first = k * _workspace.Examples, read = (_firstCotangent + k) * _workspace.Examples;
                TensorPrimitives.Multiply(cotangents.RowRange(read, _workspace.Examples).AsSpan(), curvature.AsSpan(), weighted.RowRange(first, _workspace.Examples).AsSpan());
            }
        }
    }

    // An element-wise layer's Jacobian is what it makes of a tangent of ones.
    private void FindSlopes(ReadOnlySpan<T> parameters, Span<T> statistics)
    {
        foreach ((int index, Memory<T>[] slopes) in _slopes)
        {
            Node node = _workspace.Network.Nodes[index];
            for (int input = 0; input < slopes.Length; input++)
            {
                foreach (int other in node.Inputs) _workspace.Tangent(other).AsSpan().Clear();
                if (IsRepeated(node, input))
                {
                    Slopes(node, input).AsSpan().Clear();
                    continue;
                }

                _workspace.Tangent(node.Inputs[input]).AsSpan().Fill(T.One);
                node.Layer!.Tangent(new TangentPass<T>(node, _workspace, parameters, statistics, default));
                _workspace.Tangent(index).AsSpan().CopyTo(Slopes(node, input).AsSpan());
            }
        }
    }

    private void SpreadDiagonals(SensitivityPlan plan)
    {
        Diagonal(plan.Source).AsSpan().Fill(T.One);
        foreach (Node node in _workspace.Network.Nodes)
        {
            if (plan.Forms[node.Index] != Sensitivity.Diagonal || node == plan.Source || node.Plan.IsView) continue;
            Span<T> diagonal = Diagonal(node).AsSpan();
            diagonal.Clear();
            for (int input = 0; input < node.Inputs.Length; input++)
            {
                if (plan.FormAt(node, input) == Sensitivity.Diagonal)
                    TensorPrimitives.MultiplyAdd(Diagonal(_workspace.Network.Owner(node.Inputs[input])).AsSpan(), Slopes(node, input).AsSpan(), diagonal, diagonal);
            }
        }
    }

    // What needs no Jacobian of its own: D² s, or D² (W ∘ W)ᵀ s for all examples and cotangents in one product.
    private void Contract(SensitivityPlan plan, Node curved, ReadOnlySpan<T> parameters)
    {
        Node input = _workspace.Network.Owner(curved.Inputs[0]);
        ReadOnlyMatrixView<T> weighted = Weighted(curved);
        switch (plan.Forms[input.Index])
        {
            case Sensitivity.Diagonal:
                AddScaled(Diagonal(input), weighted, Second(plan.Source));
                break;
            case Sensitivity.ScaledWeight:
                MatrixView<T> product = View(_weights.Scratch(weighted.Rows * plan.Source.Width), weighted.Rows, plan.Source.Width);
                Products.Multiply(weighted, _weights.Squared(input, parameters), product);
                AddScaled(Diagonal(_workspace.Network.Owner(input.Inputs[0])), product, Second(plan.Source));
                break;
        }
    }

    // second += d² ∘ values, the same d for every cotangent of an example.
    private void AddScaled(ReadOnlyMatrixView<T> diagonal, ReadOnlyMatrixView<T> values, MatrixView<T> second)
    {
        Span<T> squares = _weights.Row(diagonal.Columns);
        for (int i = 0; i < _workspace.Examples; i++)
        {
            TensorPrimitives.Multiply(diagonal.Row(i), diagonal.Row(i), squares);
            for (int row = i; row < values.Rows; row += _workspace.Examples)
                TensorPrimitives.MultiplyAdd(values.Row(row), squares, second.Row(row), second.Row(row));
        }
    }

    private void ContractFull(SensitivityPlan plan, ReadOnlySpan<T> parameters)
    {
        if (_full is null || !plan.HasFull) return;
        int examples = _workspace.Examples, cotangents = Cotangents, units = plan.Source.Width;
        MatrixView<T> second = Second(plan.Source);
        for (int first = 0; first < examples; first += _full.Capacity)
        {
            int count = Math.Min(_full.Capacity, examples - first);
            _full.Form(plan, first, count, parameters);
            foreach (Node curved in plan.Curved)
            {
                if (plan.FormAt(curved, 0) != Sensitivity.Full) continue;
                for (int i = 0; i < count; i++)
                {
                    ReadOnlyMatrixView<T> squares = _full.Squares(plan, curved, i);
                    ReadOnlyMatrixView<T> weighted = Stacked(Weighted(curved), first + i, cotangents);
                    Products.MultiplyTransposedRight(weighted, squares, Stacked(second, first + i, cotangents), T.One, T.One);
                }
            }
        }
    }

    // The cotangents of one example.
    private MatrixView<T> Stacked(MatrixView<T> matrix, int example, int cotangents) =>
        new(matrix.Values[(example * matrix.Columns)..], cotangents, matrix.Columns, _workspace.Examples * matrix.Columns);
}
