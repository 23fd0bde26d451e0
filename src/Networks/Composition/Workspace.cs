using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Composition;

/// <summary>
/// The memory of passes over up to a fixed number of examples, planned once: activations, cotangents, tangents and what
/// layers keep. One thread at a time uses it.
/// </summary>
public sealed class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WorkspaceOptions _options;
    private readonly WorkspacePlan _plan;
    private readonly Memory<T> _slab;
    private T[] _zeros = [];

    /// <summary>Plans and takes the memory.</summary>
    /// <exception cref="OverflowException">It is more than one array holds.</exception>
    public Workspace(Network network, WorkspaceOptions options)
    {
        if (options.Capacity <= 0 || options.Cotangents < 0)
            throw new ArgumentException($"A workspace for {options.Capacity} examples and {options.Cotangents} cotangents cannot be; expected at least one example.", nameof(options));
        Network = network;
        _options = options;
        _plan = new WorkspacePlan(network, options);
        _slab = AlignedMemory.Allocate<T>(_plan.Length);
        Examples = options.Capacity;
        Cotangents = options.Cotangents;
    }

    /// <summary>The network it was planned for.</summary>
    public Network Network { get; }

    /// <summary>The largest number of examples in a pass.</summary>
    public int Capacity => _options.Capacity;

    /// <summary>Cotangents for each example in the next backward pass; at most those planned for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It exceeds the plan.</exception>
    public int Cotangents
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, _options.Cotangents);
            field = value;
        }
    }

    /// <summary>The number of examples in the next or last pass.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It exceeds the capacity.</exception>
    public int Examples
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Capacity);
            field = value;
        }
    }

    /// <summary>The inputs, examples × width, to be filled before a forward pass.</summary>
    public MatrixView<T> Input => Activation(0);

    /// <summary>The outputs, examples × T.</summary>
    public MatrixView<T> Output => Activation(Network.Output.Index);

    /// <summary>The cotangents of the outputs, (cotangents · examples) × T, to be filled before a backward pass.</summary>
    public MatrixView<T> OutputCotangent => Cotangent(Network.Output.Index);

    /// <summary>The cotangents of the inputs, if they were asked for.</summary>
    public ReadOnlyMatrixView<T> InputCotangent => Cotangent(0);

    /// <summary>The tangents of the inputs, to be filled before a forward-mode pass.</summary>
    public MatrixView<T> InputTangent => Tangent(0);

    /// <summary>The tangents of the outputs.</summary>
    public ReadOnlyMatrixView<T> OutputTangent => Tangent(Network.Output.Index);

    /// <summary>The elements taken.</summary>
    public int Length => _plan.Length;

    /// <summary>Whether second derivatives can follow a backward pass.</summary>
    public bool KeepsCurvatures => _options.SecondDerivatives;

    internal int MaximalCotangents => _options.Cotangents;

    internal PassContext Context { get; set; } = PassContext.Inference;

    /// <summary>The elements that a workspace would take.</summary>
    public static long Measure(Network network, WorkspaceOptions options) => new WorkspacePlan(network, options).Length;

    /// <summary>What a block's parameters see in the last forward pass, examples × inputs.</summary>
    public ReadOnlyMatrixView<T> BlockInputs(ParameterBlock block) => block.Node.Layer!.BlockInputs(new LayerPass<T>(block.Node, this, default, default));

    /// <summary>What comes back to a block in the last backward pass, (cotangents · examples) × outputs.</summary>
    /// <exception cref="InvalidOperationException">The workspace does not keep blocks.</exception>
    public ReadOnlyMatrixView<T> BlockCotangents(ParameterBlock block) => _options.KeepsBlocks || _options.SecondDerivatives
        ? Cotangent(block.Node.Index)
        : throw new InvalidOperationException("This workspace does not keep cotangents of blocks; plan it with KeepsBlocks.");

    /// <summary>The activations of a node in the last forward pass; in a workspace without cotangents, only the output's are kept.</summary>
    public MatrixView<T> Activation(int node) => View(_plan.Activations, node, Examples, Network.Nodes[node].Width);

    internal MatrixView<T> Cotangent(int node) => View(_plan.Cotangents, node, checked(Cotangents * Examples), Network.Nodes[node].Width);

    internal MatrixView<T> Tangent(int node) => View(_plan.Tangents, node, Examples, Network.Nodes[node].Width);

    internal MatrixView<T> Scratch(Node node) => View(_plan.Scratches, node.Index, Examples, node.Plan.ScratchPerExample);

    /// <summary>Zeros, for what does not move in a tangent pass.</summary>
    internal ReadOnlySpan<T> Zeros(int length)
    {
        if (_zeros.Length < length) _zeros = new T[length];
        return _zeros.AsSpan(0, length);
    }

    internal Span<T> BatchScratch(Node node) =>
        View(_plan.Scratches, node.Index, Capacity, node.Plan.ScratchPerExample, node.Plan.ScratchPerBatch).Values[(Capacity * node.Plan.ScratchPerExample)..];

    internal bool HasCotangent(int node) => _plan.Cotangents[node] >= 0;

    internal bool AddsCotangent(Node node, int input) => _plan.Adds[node.Index][input];

    private MatrixView<T> View(int[] offsets, int node, int rows, int columns, int extra = 0)
    {
        int offset = offsets[node];
        if (offset < 0) throw new InvalidOperationException($"This workspace holds no such values of node '{Network.Nodes[node].Name}'; plan it for them.");
        return new(_slab.Span.Slice(offset, (rows * columns) + extra), rows, columns);
    }
}
