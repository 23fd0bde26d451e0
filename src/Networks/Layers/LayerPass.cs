using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>One node's view of a forward pass: a row an example.</summary>
public readonly ref struct LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Node _node;
    private readonly Workspace<T> _workspace;
    private readonly ReadOnlySpan<T> _parameters;
    private readonly Span<T> _statistics;

    internal LayerPass(Node node, Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> statistics)
    {
        _node = node;
        _workspace = workspace;
        _parameters = parameters;
        _statistics = statistics;
    }

    /// <summary>The node's name in the network.</summary>
    public string Name => _node.Name;

    /// <summary>The number of examples at hand.</summary>
    public int Examples => _workspace.Examples;

    /// <summary>What is known of the whole batch.</summary>
    public PassContext Context => _workspace.Context;

    /// <summary>An input, examples × width.</summary>
    public ReadOnlyMatrixView<T> Input(int index) => _workspace.Activation(_node.Inputs[index]);

    /// <summary>The output, examples × width.</summary>
    public MatrixView<T> Output => _workspace.Activation(_node.Index);

    /// <summary>A parameter, in the order of the plan.</summary>
    public ReadOnlySpan<T> Parameter(int index) => _node.Parameters[index].In(_parameters);

    /// <summary>A parameter of rank two, outputs × inputs.</summary>
    public ReadOnlyMatrixView<T> ParameterMatrix(int index) =>
        new(Parameter(index), _node.Parameters[index].Shape.Extents[0], _node.Parameters[index].Shape.Extents[1]);

    /// <summary>A statistic, in the order of the plan.</summary>
    public Span<T> Statistic(int index) => _node.Statistics[index].In(_statistics);

    /// <summary>Memory kept for each example, examples × width.</summary>
    public MatrixView<T> Scratch => _workspace.Scratch(_node);

    /// <summary>Memory kept for the batch.</summary>
    public Span<T> BatchScratch => _workspace.BatchScratch(_node);
}
