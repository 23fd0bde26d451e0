using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.SecondOrder;

/// <summary>
/// Products of vectors over all parameters with matrices that are never formed: the Fisher information Jᵀ Cov J, the Hessian
/// Σ c·∂²h/∂θ∂θᵀ of any cotangents c of the outputs, and the Hessian of the loss. A tangent is pushed forward and the backward
/// pass is differentiated along it. Sources: [Pearlmutter94], §3; for the
/// Fisher information as a Gauss–Newton matrix [Martens20].
/// </summary>
/// <remarks>
/// In inference, at the examples and parameters of the last <see cref="Forward"/>; the parameters must not move until the next.
/// Exact away from the kinks of piecewise-linear activations. Cost of a product, in forward passes: 4 for the Fisher information,
/// 2 + 4k for Hessians with k cotangents. One thread at a time uses it; it allocates nothing after birth.
/// </remarks>
public sealed class CurvatureProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly Workspace<T> _workspace;
    private readonly double[] _natural;
    private readonly double[] _tangent;
    private readonly double[] _product;
    private int _pulled;

    /// <summary>Products at batches of a model.</summary>
    /// <param name="model">The model; its parameters are read anew by every <see cref="Forward"/>.</param>
    /// <param name="capacity">The largest number of examples in a batch.</param>
    /// <param name="cotangents">The largest number of cotangents for each example, T for the Hessian of every output.</param>
    public CurvatureProducts(Model<T> model, int capacity, int cotangents = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cotangents);
        _model = model;
        _workspace = new Workspace<T>(model.Network, new WorkspaceOptions(capacity) { Cotangents = checked(2 * cotangents), BackwardTangents = true });
        _natural = new double[model.Likelihood.Dimension];
        _tangent = new double[model.Likelihood.Dimension];
        _product = new double[model.Likelihood.Dimension];
        Cotangents = cotangents;
    }

    /// <summary>The number of examples in the batch; at most the capacity.</summary>
    public int Examples
    {
        get => _workspace.Examples;
        set
        {
            _workspace.Examples = value;
            _pulled = 0;
        }
    }

    /// <summary>The inputs, examples × width, to be filled before <see cref="Forward"/>.</summary>
    public MatrixView<T> Input => _workspace.Input;

    /// <summary>The outputs, examples × T.</summary>
    public ReadOnlyMatrixView<T> Output => _workspace.Output;

    /// <summary>Cotangents for each example.</summary>
    public int Cotangents { get; }

    /// <summary>The cotangents of the outputs, (cotangents · examples) × T, to be filled before <see cref="Backward"/>.</summary>
    public MatrixView<T> OutputCotangent => _workspace.OutputCotangent.RowRange(0, Cotangents * Examples);

    private ReadOnlySpan<T> Parameters => _model.Parameters.Span;

    private Span<T> Statistics => _model.Statistics.Span;

    private int Length => _model.Network.Parameters.Length;

    // Rows of the output that hold tangents of cotangents.
    private MatrixView<T> OutputCotangentTangent => _workspace.OutputCotangent.RowRange(Cotangents * Examples, Cotangents * Examples);

    /// <summary>Computes the outputs of the inputs.</summary>
    public void Forward()
    {
        _pulled = 0;
        _workspace.InputTangent.AsSpan().Clear();
        _model.Network.Forward(_workspace, Parameters, Statistics, PassContext.Inference);
    }

    /// <summary>Pulls the cotangents of the outputs back, for Hessians.</summary>
    /// <param name="gradient">∂(c·h)/∂θ summed over examples for each cotangent, cotangents × parameters; empty where it is not wanted.</param>
    public void Backward(Span<T> gradient = default)
    {
        if (!gradient.IsEmpty) RequireLength(gradient.Length, Cotangents * Length, nameof(gradient));
        _model.Network.Backward(_workspace, Parameters, Statistics, gradient, ..Cotangents);
        _pulled = Cotangents;
    }

    /// <summary>Jᵀ Cov J v, the mean over examples: the Fisher information times v, which is the Gauss–Newton matrix of the loss times v.</summary>
    public void MultiplyFisher(ReadOnlySpan<T> vector, Span<T> product)
    {
        RequireLength(vector.Length, Length, nameof(vector));
        RequireLength(product.Length, Length, nameof(product));
        PushForward(vector);
        MatrixView<T> pulled = _workspace.OutputCotangent.RowRange(Cotangents * Examples, Examples);
        for (int i = 0; i < Examples; i++) MultiplyCovariance(i, pulled.Row(i));
        _model.Network.Backward(_workspace, Parameters, Statistics, product, Cotangents..(Cotangents + 1));
    }

    /// <summary>Σ_i ∂²(c_i·h)/∂θ∂θᵀ v over examples, for each of the cotangents that were pulled back, which do not move.</summary>
    /// <param name="vector">v.</param>
    /// <param name="products">Cotangents × parameters.</param>
    /// <exception cref="InvalidOperationException">No cotangents were pulled back at these examples.</exception>
    /// <exception cref="NotSupportedException">A layer does not say how its backward pass moves.</exception>
    public void MultiplyHessians(ReadOnlySpan<T> vector, Span<T> products)
    {
        RequireLength(vector.Length, Length, nameof(vector));
        RequireLength(products.Length, Cotangents * Length, nameof(products));
        RequirePulled();
        PushForward(vector);
        OutputCotangentTangent.AsSpan().Clear();
        _model.Network.BackwardTangent(_workspace, Parameters, Statistics, vector, products);
    }

    /// <summary>
    /// The Hessian of the mean loss times v, where the only cotangents pulled back were those of the mean loss,
    /// (η − t(y)) / examples: they move by Cov J v / examples.
    /// </summary>
    /// <exception cref="InvalidOperationException">No cotangents were pulled back at these examples, or there are several for each.</exception>
    /// <exception cref="NotSupportedException">A layer does not say how its backward pass moves.</exception>
    public void MultiplyLossHessian(ReadOnlySpan<T> vector, Span<T> product)
    {
        RequireLength(vector.Length, Length, nameof(vector));
        RequireLength(product.Length, Length, nameof(product));
        if (Cotangents != 1) throw new InvalidOperationException($"The loss has one cotangent for each example; these products keep {Cotangents}.");
        RequirePulled();
        PushForward(vector);
        for (int i = 0; i < Examples; i++) MultiplyCovariance(i, OutputCotangentTangent.Row(i));
        _model.Network.BackwardTangent(_workspace, Parameters, Statistics, vector, product);
    }

    private void PushForward(ReadOnlySpan<T> vector) => _model.Network.Tangent(_workspace, Parameters, Statistics, vector);

    // Cov u of one example over the number of examples, u the tangent of its output.
    private void MultiplyCovariance(int example, Span<T> destination)
    {
        TensorPrimitives.ConvertTruncating(_workspace.Output.Row(example), _natural);
        TensorPrimitives.ConvertTruncating(_workspace.OutputTangent.Row(example), _tangent);
        _model.Likelihood.MultiplyCovariance(_natural, _tangent, _product);
        TensorPrimitives.Divide(_product, Examples, _product);
        TensorPrimitives.ConvertTruncating<double, T>(_product, destination);
    }

    private void RequirePulled()
    {
        if (_pulled == 0) throw new InvalidOperationException($"Products with a Hessian follow {nameof(Backward)} at the same examples.");
    }

    private static void RequireLength(int length, int expected, string name)
    {
        if (length != expected) throw new ArgumentException($"Found {length} entries, expected {expected}.", name);
    }
}
