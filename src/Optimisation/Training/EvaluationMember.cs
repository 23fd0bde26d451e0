using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.Training;

/// <summary>One member's memory in an <see cref="Evaluation{T}"/>.</summary>
internal sealed class EvaluationMember<T>(Model<T> model, int capacity)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _workspace = new(model.Network, new WorkspaceOptions(capacity));
    private readonly BatchLikelihood<T> _likelihood = new(model.Likelihood);
    private readonly Matrix<T> _outcomes = new(capacity, model.Likelihood.OutcomeWidth);
    private readonly int[] _indices = new int[capacity];

    public BatchLoss Measure(IExamples examples, int start, int count)
    {
        Span<int> indices = _indices.AsSpan(0, count);
        for (int i = 0; i < count; i++) indices[i] = start + i;
        _workspace.Examples = count;
        MatrixView<T> outcomes = _outcomes.View.RowRange(0, count);
        examples.CopyInputs(indices, _workspace.Input);
        examples.CopyOutcomes(indices, outcomes);
        model.Network.Forward(_workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
        return _likelihood.Evaluate(_workspace.Output, outcomes);
    }
}
