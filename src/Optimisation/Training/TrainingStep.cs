using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.Training;

/// <summary>
/// One member's part in a training step: its share of the batch, its workspace and gradient, and what an optimiser may ask
/// of them. Every member of the team holds one and makes the same calls.
/// </summary>
public sealed class TrainingStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Shares of vectors are cut at whole cache lines, so that members never write to the same one.
    private const int ShareUnit = 16;

    private readonly Memory<T>[] _gradients;
    private readonly Matrix<T> _outcomes;

    internal TrainingStep(Model<T> model, int rank, Memory<T>[] gradients, int capacity, OptimiserNeeds needs)
    {
        Model = model;
        _gradients = gradients;
        Workspace = new Workspace<T>(model.Network, new WorkspaceOptions(capacity) { Cotangents = Math.Max(1, needs.Cotangents), KeepsBlocks = needs.Blocks, Tangents = needs.Tangents });
        Likelihood = new BatchLikelihood<T>(model.Likelihood);
        _outcomes = new Matrix<T>(capacity, model.Likelihood.OutcomeWidth);
        LocalGradient = gradients[rank];
        Team = SingleProcess.Instance;
    }

    /// <summary>The model; its parameters are shared by all members.</summary>
    public Model<T> Model { get; }

    /// <summary>Those who hold the other shares of the batch.</summary>
    public ICommunicator Team { get; private set; }

    /// <summary>This member's activations and cotangents of the step's batch.</summary>
    public Workspace<T> Workspace { get; }

    /// <summary>This member's likelihood.</summary>
    public BatchLikelihood<T> Likelihood { get; }

    /// <summary>Steps taken before this one.</summary>
    public long Index { get; private set; }

    /// <summary>The learning rate of this step, γ.</summary>
    public double LearningRate { get; private set; }

    /// <summary>The position in the batch of this member's first example.</summary>
    public int FirstExample { get; private set; }

    /// <summary>The size of the whole batch.</summary>
    public int TotalExamples { get; private set; }

    /// <summary>The randomness of this step.</summary>
    public RandomStream Noise { get; private set; }

    /// <summary>The loss of this member's examples.</summary>
    public BatchLoss Loss { get; private set; }

    /// <summary>
    /// The gradient of the mean loss over the whole batch, shared by all members. In an optimiser's
    /// update, a member's own share is complete; the others' are after a barrier.
    /// </summary>
    public Span<T> Gradient => _gradients[0].Span;

    /// <summary>This member's share of any vector laid out as the parameters are.</summary>
    public (int Start, int Count) Share => Team.Share(Model.Parameters.Length, ShareUnit);

    /// <summary>The outcomes of this member's examples.</summary>
    public ReadOnlyMatrixView<T> Outcomes => _outcomes.View.RowRange(0, Workspace.Examples);

    private Memory<T> LocalGradient { get; }

    /// <summary>The mean loss of the whole batch, as it was differentiated; a collective call.</summary>
    public double MeanLoss() => MeanOver(Loss);

    /// <summary>
    /// The mean loss of the whole batch at the parameters as they are now, under the step's own noise; a collective call. The
    /// activations of the step are overwritten, running statistics are not.
    /// </summary>
    public double EvaluateLoss()
    {
        PassContext context = PassContext.Training(Noise, Team, FirstExample, TotalExamples) with { KeepsStatistics = true };
        Model.Network.Forward(Workspace, Model.Parameters.Span, Model.Statistics.Span, context);
        return MeanOver(Likelihood.Evaluate(Workspace.Output, Outcomes));
    }

    /// <summary>
    /// Σ (Jδ)ᵀ Cov (Jδ) over this member's examples, at the activations of the step, for a vector laid out as the parameters
    /// are: examples times δᵀ F δ, F the Fisher information. For an optimiser that needs tangents; all members call it.
    /// </summary>
    public double FisherForm(ReadOnlySpan<T> vector)
    {
        PushForward(vector);
        return Likelihood.FisherForm(Workspace.Output, Workspace.OutputTangent);
    }

    /// <summary>
    /// Writes this member's part of F v, F the Fisher information of the batch: the parts of all members add up to it. For an
    /// optimiser that needs tangents; all members call it. The step's cotangents are overwritten. Cost: 4 forward passes.
    /// </summary>
    public void MultiplyFisher(ReadOnlySpan<T> vector, Span<T> product)
    {
        PushForward(vector);
        Workspace.Cotangents = 1;
        Likelihood.FisherCotangents(Workspace.Output, Workspace.OutputTangent, 1.0 / TotalExamples, Workspace.OutputCotangent);
        Model.Network.Backward(Workspace, Model.Parameters.Span, Model.Statistics.Span, product);
    }

    /// <summary>J v at the activations of the step, into the workspace's tangent of the outputs. For an optimiser that needs tangents; all members call it.</summary>
    public void PushForward(ReadOnlySpan<T> vector)
    {
        Workspace.InputTangent.AsSpan().Clear();
        Model.Network.Tangent(Workspace, Model.Parameters.Span, Model.Statistics.Span, vector);
    }

    internal void Begin(ICommunicator team, IExamples examples, ReadOnlySpan<int> batch, long index, double learningRate, RandomStream noise)
    {
        Team = team;
        Index = index;
        LearningRate = learningRate;
        Noise = noise;
        TotalExamples = batch.Length;
        (int start, int count) = team.Share(batch.Length);
        FirstExample = start;
        Workspace.Examples = count;
        ReadOnlySpan<int> share = batch.Slice(start, count);
        examples.CopyInputs(share, Workspace.Input);
        examples.CopyOutcomes(share, _outcomes.View.RowRange(0, count));
    }

    /// <summary>Loss and gradient of this member's examples, each as its part of the mean over the whole batch.</summary>
    internal void Differentiate()
    {
        ReadOnlySpan<T> parameters = Model.Parameters.Span;
        Span<T> statistics = Model.Statistics.Span;
        Model.Network.Forward(Workspace, parameters, statistics, PassContext.Training(Noise, Team, FirstExample, TotalExamples));
        Workspace.Cotangents = 1;
        Loss = Likelihood.Evaluate(Workspace.Output, Outcomes, 1.0 / TotalExamples, Workspace.OutputCotangent);
        Model.Network.Backward(Workspace, parameters, statistics, LocalGradient.Span);
    }

    /// <summary>Adds up all members' gradients over this member's share, in the order of ranks.</summary>
    internal void ReduceGradient()
    {
        (int start, int count) = Share;
        Span<T> total = Gradient.Slice(start, count);
        for (int other = 1; other < _gradients.Length; other++) TensorPrimitives.Add(total, _gradients[other].Span.Slice(start, count), total);
    }

    private double MeanOver(BatchLoss loss)
    {
        Span<double> sum = [loss.NegativeLogLikelihood];
        Team.Sum(sum);
        return sum[0] / TotalExamples;
    }
}
