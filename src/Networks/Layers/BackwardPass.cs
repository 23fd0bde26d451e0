using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>
/// One node's view of a backward pass. Cotangents are stacked: row k·examples + i belongs to cotangent k of example i.
/// </summary>
public readonly ref struct BackwardPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Node _node;
    private readonly Workspace<T> _workspace;
    private readonly Span<T> _gradient;
    private readonly int _parameterCount;
    private readonly int _firstCotangent;

    internal BackwardPass(Node node, Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> statistics, Span<T> gradient, int parameterCount, Range cotangents)
    {
        _node = node;
        _workspace = workspace;
        _gradient = gradient;
        _parameterCount = parameterCount;
        (_firstCotangent, Cotangents) = cotangents.GetOffsetAndLength(workspace.Cotangents);
        Forward = new LayerPass<T>(node, workspace, parameters, statistics);
    }

    /// <summary>The forward pass this one follows.</summary>
    public LayerPass<T> Forward { get; }

    /// <summary>The number of cotangents for each example.</summary>
    public int Cotangents { get; }

    /// <summary>The cotangents of the output.</summary>
    public ReadOnlyMatrixView<T> OutputCotangent => Part(_workspace.Cotangent(_node.Index));

    /// <summary>Whether anything upstream of an input asks for its cotangents.</summary>
    public bool WantsInputCotangent(int index) => _workspace.HasCotangent(_node.Inputs[index]);

    /// <summary>Where an input's cotangents go.</summary>
    public MatrixView<T> InputCotangent(int index) => Part(_workspace.Cotangent(_node.Inputs[index]));

    /// <summary>Whether an input's cotangents are to be added to what is there, rather than overwrite it.</summary>
    public bool AddsToInputCotangent(int index) => _workspace.AddsCotangent(_node, index);

    /// <summary>Whether gradients with respect to parameters are wanted.</summary>
    public bool WantsGradient => !_gradient.IsEmpty;

    /// <summary>Where the gradient of a parameter goes, for one of the cotangents; to be overwritten.</summary>
    public Span<T> ParameterGradient(int index, int cotangent) => _node.Parameters[index].In(_gradient.Slice(cotangent * _parameterCount, _parameterCount));

    /// <summary>The gradient of a parameter of rank two.</summary>
    public MatrixView<T> ParameterGradientMatrix(int index, int cotangent) =>
        new(ParameterGradient(index, cotangent), _node.Parameters[index].Shape.Extents[0], _node.Parameters[index].Shape.Extents[1]);

    private MatrixView<T> Part(MatrixView<T> stacked) => stacked.RowRange(_firstCotangent * _workspace.Examples, Cotangents * _workspace.Examples);
}
