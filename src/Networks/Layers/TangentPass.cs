using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>One node's view of a forward-mode pass, which follows a forward pass over the same examples.</summary>
public readonly ref struct TangentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Node _node;
    private readonly Workspace<T> _workspace;
    private readonly ReadOnlySpan<T> _parameterTangent;

    internal TangentPass(Node node, Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> statistics, ReadOnlySpan<T> parameterTangent)
    {
        _node = node;
        _workspace = workspace;
        _parameterTangent = parameterTangent;
        Forward = new LayerPass<T>(node, workspace, parameters, statistics);
    }

    /// <summary>The forward pass this one follows.</summary>
    public LayerPass<T> Forward { get; }

    /// <summary>The tangent of an input, examples × width.</summary>
    public ReadOnlyMatrixView<T> InputTangent(int index) => _workspace.Tangent(_node.Inputs[index]);

    /// <summary>The tangent of the output, to be overwritten.</summary>
    public MatrixView<T> OutputTangent => _workspace.Tangent(_node.Index);

    /// <summary>Whether parameters move; else their tangents are zero and need not be read.</summary>
    public bool HasParameterTangent => !_parameterTangent.IsEmpty;

    /// <summary>The tangent of a parameter.</summary>
    public ReadOnlySpan<T> ParameterTangent(int index) => HasParameterTangent ? _node.Parameters[index].In(_parameterTangent) : _workspace.Zeros(_node.Parameters[index].Length);

    /// <summary>The tangent of a parameter of rank two.</summary>
    public ReadOnlyMatrixView<T> ParameterTangentMatrix(int index) =>
        new(ParameterTangent(index), _node.Parameters[index].Shape.Extents[0], _node.Parameters[index].Shape.Extents[1]);
}
