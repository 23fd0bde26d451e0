using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.Training;

/// <summary>
/// Training steps shared out over a team: each member differentiates its rows of the batch, adds up its share of the gradient
/// and updates its share of the parameters. Members meet once between the two halves. A step allocates nothing. A loss that
/// is not finite ends the step before the optimiser sees it: parameters and state stay, and the activations tell why.
/// </summary>
public sealed class DataParallelSteps<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ThreadTeam _team;
    private readonly Optimiser<T> _optimiser;
    private readonly TrainingStep<T>[] _steps;
    private readonly int _batchSize;
    private readonly Action<ICommunicator> _program;
    private IExamples? _examples;
    private ReadOnlyMemory<int> _batch;
    private long _index;
    private double _learningRate;
    private RandomStream _noise;

    /// <summary>Takes all memory that steps of up to <paramref name="batchSize"/> examples need.</summary>
    public DataParallelSteps(Model<T> model, Optimiser<T> optimiser, ThreadTeam team, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        _team = team;
        _optimiser = optimiser;
        _batchSize = batchSize;
        Memory<T>[] gradients = [.. Enumerable.Range(0, team.Size).Select(_ => AlignedMemory.Allocate<T>(model.Parameters.Length))];
        int share = (batchSize + team.Size - 1) / team.Size;
        _steps = [.. Enumerable.Range(0, team.Size).Select(rank => new TrainingStep<T>(model, rank, gradients, share, optimiser.Needs))];
        _program = Run;
    }

    /// <summary>The members' parts of the last step.</summary>
    public IReadOnlyList<TrainingStep<T>> Members => _steps;

    /// <summary>Takes one step on the examples of a batch and returns their loss before it.</summary>
    /// <param name="examples">Where the batch is read from.</param>
    /// <param name="batch">The positions of its examples.</param>
    /// <param name="index">Steps taken before.</param>
    /// <param name="learningRate">γ.</param>
    /// <param name="noise">The step's randomness.</param>
    /// <exception cref="ArgumentException">The batch is empty, or larger than planned for.</exception>
    public BatchLoss Take(IExamples examples, ReadOnlyMemory<int> batch, long index, double learningRate, RandomStream noise)
    {
        if (batch.IsEmpty || batch.Length > _batchSize)
            throw new ArgumentException($"The batch has {batch.Length} examples; expected 1 to {_batchSize}.", nameof(batch));
        _examples = examples;
        _batch = batch;
        _index = index;
        _learningRate = learningRate;
        _noise = noise;
        _team.Run(_program);
        return Loss();
    }

    private BatchLoss Loss()
    {
        BatchLoss loss = default;
        foreach (TrainingStep<T> member in _steps) loss += member.Loss;
        return loss;
    }

    private void Run(ICommunicator member)
    {
        TrainingStep<T> step = _steps[member.Rank];
        step.Begin(member, _examples!, _batch.Span, _index, _learningRate, _noise);
        step.Differentiate();
        member.Barrier();

        // All members add up the same numbers, so all go on or none does.
        if (!double.IsFinite(Loss().NegativeLogLikelihood)) return;
        step.ReduceGradient();
        _optimiser.Update(step);
    }
}
