using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>
/// One node's view of the tangent of a backward pass: activations, parameters and cotangents all move, and the layer adds what
/// its own derivative changes by. What the cotangents' tangents make of themselves has been written already.
/// </summary>
public readonly ref struct BackwardTangentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Node _node;
    private readonly Workspace<T> _workspace;
    private readonly BackwardPass<T> _backward;

    internal BackwardTangentPass(Node node, Workspace<T> workspace, BackwardPass<T> backward, TangentPass<T> tangent)
    {
        _node = node;
        _workspace = workspace;
        _backward = backward;
        Tangent = tangent;
    }

    /// <summary>The forward pass all began with.</summary>
    public LayerPass<T> Forward => _backward.Forward;

    /// <summary>How inputs and parameters move.</summary>
    public TangentPass<T> Tangent { get; }

    /// <summary>The number of cotangents for each example.</summary>
    public int Cotangents => _backward.Cotangents;

    /// <summary>The cotangents of the output themselves, (cotangents · examples) × width.</summary>
    public ReadOnlyMatrixView<T> OutputCotangent => _workspace.Cotangent(_node.Index).RowRange(0, Cotangents * _workspace.Examples);

    /// <summary>Whether the layer has parameters.</summary>
    public bool HasParameters => _node.Parameters.Length > 0;

    /// <summary>Whether anything upstream of an input asks for its cotangents.</summary>
    public bool WantsInputCotangent(int index) => _backward.WantsInputCotangent(index);

    /// <summary>The tangents of an input's cotangents, to be added to.</summary>
    public MatrixView<T> InputCotangentTangent(int index) => _backward.InputCotangent(index);

    /// <summary>Whether the tangent of the gradient with respect to parameters is wanted.</summary>
    public bool WantsGradient => _backward.WantsGradient;

    /// <summary>The tangent of a parameter's gradient, for one of the cotangents; to be added to.</summary>
    public Span<T> GradientTangent(int index, int cotangent) => _backward.ParameterGradient(index, cotangent);

    /// <summary>The tangent of the gradient of a parameter of rank two.</summary>
    public MatrixView<T> GradientTangentMatrix(int index, int cotangent) => _backward.ParameterGradientMatrix(index, cotangent);
}
