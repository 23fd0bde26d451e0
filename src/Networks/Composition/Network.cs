using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Composition;

/// <summary>
/// A directed acyclic graph of layers: a map from inputs to natural parameters, and its derivatives. It holds structure
/// only; parameters are one contiguous vector of the caller's, activations a <see cref="Workspace{T}"/>.
/// </summary>
public sealed class Network
{
    internal Network(ImmutableArray<Node> nodes, TensorLayout parameters, TensorLayout statistics)
    {
        Nodes = nodes;
        Parameters = parameters;
        Statistics = statistics;
        Blocks =
        [
            .. nodes.Where(node => node.Plan.Block != BlockKind.None)
                .Select(node => new ParameterBlock(node, node.Plan.Block, node.Parameters[0], node.Parameters.Length > 1 ? node.Parameters[1] : null)),
        ];
    }

    /// <summary>All nodes in topological order: the input first, the output last.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>How θ is laid out.</summary>
    public TensorLayout Parameters { get; }

    /// <summary>How what follows the data without being trained is laid out.</summary>
    public TensorLayout Statistics { get; }

    /// <summary>The blocks of parameters, in the order of nodes.</summary>
    public ImmutableArray<ParameterBlock> Blocks { get; }

    /// <summary>The shape of one input.</summary>
    public Shape InputShape => Nodes[0].Shape;

    /// <summary>Values per input.</summary>
    public int InputWidth => Nodes[0].Width;

    /// <summary>The output node.</summary>
    public Node Output => Nodes[^1];

    /// <summary>Values per output, T: natural parameters of the family behind it.</summary>
    public int OutputWidth => Output.Width;

    /// <summary>The node whose memory a node's output is: itself, unless it is a view.</summary>
    internal Node Owner(int node)
    {
        while (Nodes[node].Plan.IsView) node = Nodes[node].Inputs[0];
        return Nodes[node];
    }

    /// <summary>
    /// Computes the outputs of the examples in the workspace's input. In training, running statistics are updated.
    /// </summary>
    /// <param name="workspace">Memory planned for this network, its input filled.</param>
    /// <param name="parameters">θ.</param>
    /// <param name="statistics">Running statistics, read in inference and updated in training.</param>
    /// <param name="context">What is known of the whole batch.</param>
    public void Forward<T>(Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> statistics, in PassContext context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(workspace, parameters.Length, statistics.Length);
        workspace.Context = context;
        foreach (Node node in Nodes)
        {
            if (node.Layer is null || node.Plan.IsView) continue;
            node.Layer.Forward(new LayerPass<T>(node, workspace, parameters, statistics));
        }
    }

    /// <summary>
    /// Pulls the cotangents in <see cref="Workspace{T}.OutputCotangent"/> back through the examples of the last forward
    /// pass. The gradient, if not empty, is overwritten: one vector of all parameters for each cotangent, summed over examples.
    /// </summary>
    public void Backward<T>(Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> statistics, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(workspace, parameters.Length, statistics.Length);
        if (!gradient.IsEmpty && gradient.Length != Parameters.Length * workspace.Cotangents)
            throw new ArgumentException($"The gradient has {gradient.Length} entries; expected {workspace.Cotangents} × {Parameters.Length}.", nameof(gradient));
        Backward(workspace, parameters, statistics, gradient, Range.All);
    }

    /// <summary>Pulls some of the stacked cotangents back, the gradient having room for them alone.</summary>
    internal void Backward<T>(Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> statistics, Span<T> gradient, Range cotangents)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int index = Nodes.Length - 1; index > 0; index--)
        {
            Node node = Nodes[index];
            if (node.Plan.IsView || !workspace.HasCotangent(index)) continue;
            node.Layer!.Backward(new BackwardPass<T>(node, workspace, parameters, statistics, gradient, Parameters.Length, cotangents));
        }
    }

    /// <summary>
    /// The tangent of a backward pass: the first half of the cotangents stays where it was left by it, the second half holds
    /// their tangents and is pulled back with what layers add because they bend.
    /// </summary>
    internal void BackwardTangent<T>(Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> statistics, ReadOnlySpan<T> parameterTangent, Span<T> gradientTangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Range tangents = (workspace.Cotangents / 2)..;
        for (int index = Nodes.Length - 1; index > 0; index--)
        {
            Node node = Nodes[index];
            if (node.Plan.IsView || !workspace.HasCotangent(index)) continue;
            BackwardPass<T> backward = new(node, workspace, parameters, statistics, gradientTangent, Parameters.Length, tangents);
            node.Layer!.Backward(backward);
            node.Layer.BackwardTangent(new BackwardTangentPass<T>(node, workspace, backward, new TangentPass<T>(node, workspace, parameters, statistics, parameterTangent)));
        }
    }

    /// <summary>
    /// Pushes the tangent of the inputs (in <see cref="Workspace{T}.InputTangent"/>) and of the parameters forward, at the
    /// examples of the last forward pass: J_θ θ' + J_x x', into <see cref="Workspace{T}.OutputTangent"/>. An empty tangent of the parameters is one of zeros.
    /// </summary>
    public void Tangent<T>(Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> statistics, ReadOnlySpan<T> parameterTangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(workspace, parameters.Length, statistics.Length);
        if (!parameterTangent.IsEmpty && parameterTangent.Length != Parameters.Length)
            throw new ArgumentException($"The tangent has {parameterTangent.Length} entries; expected {Parameters.Length}.", nameof(parameterTangent));
        foreach (Node node in Nodes)
        {
            if (node.Layer is null || node.Plan.IsView) continue;
            node.Layer.Tangent(new TangentPass<T>(node, workspace, parameters, statistics, parameterTangent));
        }
    }

    private void Check<T>(Workspace<T> workspace, int parameters, int statistics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (workspace.Network != this) throw new ArgumentException("The workspace was planned for another network.", nameof(workspace));
        if (parameters != Parameters.Length) throw new ArgumentException($"The network has {Parameters.Length} parameters, found {parameters}.", nameof(parameters));
        if (statistics != Statistics.Length) throw new ArgumentException($"The network has {Statistics.Length} statistics, found {statistics}.", nameof(statistics));
    }
}
