using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators;

/// <summary>Passes over data, forward and back, whose cotangents c make the Fisher matrix: the mean over examples of Σ_k (Jᵀc_k)(Jᵀc_k)ᵀ.</summary>
internal sealed class CotangentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly IExamples _examples;
    private readonly LabelTreatment _labels;
    private readonly BatchLikelihood<T> _likelihood;
    private readonly int[] _indices;
    private readonly Matrix<T> _outcomes;

    public CotangentPass(Model<T> model, IExamples examples, LabelTreatment labels, int capacity)
    {
        _model = model;
        _examples = examples;
        _labels = labels;
        _likelihood = new BatchLikelihood<T>(model.Likelihood);
        Cotangents = labels.BackwardPasses(model.Likelihood.Dimension);
        Workspace = new Workspace<T>(model.Network, new WorkspaceOptions(capacity) { Cotangents = Cotangents, KeepsBlocks = true });
        _indices = new int[capacity];
        _outcomes = new Matrix<T>(labels is LabelTreatment.AsObserved ? capacity : 0, model.Likelihood.OutcomeWidth);
    }

    /// <summary>Cotangents for each example.</summary>
    public int Cotangents { get; }

    /// <summary>The blocks' inputs and cotangents after a chunk.</summary>
    public Workspace<T> Workspace { get; }

    /// <summary>Goes over all examples, chunk by chunk, calling back after each.</summary>
    public void Run(Action<Workspace<T>> absorb, CancellationToken cancellation) => Run(0, _examples.Count, absorb, cancellation);

    /// <summary>Goes over some examples.</summary>
    public void Run(int start, int count, Action<Workspace<T>> absorb, CancellationToken cancellation)
    {
        for (int first = start; first < start + count; first += Workspace.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            Pull(first, Math.Min(Workspace.Capacity, start + count - first));
            absorb(Workspace);
        }
    }

    private void Pull(int first, int count)
    {
        Span<int> indices = _indices.AsSpan(0, count);
        for (int i = 0; i < count; i++) indices[i] = first + i;
        Workspace.Examples = count;
        _examples.CopyInputs(indices, Workspace.Input);
        _model.Network.Forward(Workspace, _model.Parameters.Span, _model.Statistics.Span, PassContext.Inference);
        switch (_labels)
        {
            case LabelTreatment.InExpectation:
                _likelihood.RootCotangents(Workspace.Output, Workspace.OutputCotangent);
                break;
            case LabelTreatment.Drawn drawn:
                for (int k = 0; k < drawn.Samples; k++) _likelihood.SampleCotangents(Workspace.Output, drawn.Stream.Split(k), first, Workspace.OutputCotangent.RowRange(k * count, count));
                TensorPrimitives.Multiply(Workspace.OutputCotangent.AsSpan(), T.CreateTruncating(1 / Math.Sqrt(drawn.Samples)), Workspace.OutputCotangent.AsSpan());
                break;
            default:
                MatrixView<T> outcomes = _outcomes.View.RowRange(0, count);
                _examples.CopyOutcomes(indices, outcomes);
                _likelihood.Evaluate(Workspace.Output, outcomes, 1, Workspace.OutputCotangent);
                break;
        }

        _model.Network.Backward(Workspace, _model.Parameters.Span, _model.Statistics.Span, []);
    }
}
