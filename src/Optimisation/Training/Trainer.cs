using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Optimisation.Training;

/// <summary>The loop: shuffled batches, steps, an evaluation each epoch, until the epochs are done, a target is reached or it is told to stop.</summary>
public sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly TrainingData _data;
    private readonly TrainingOptions _options;
    private readonly DataParallelSteps<T> _steps;
    private readonly Evaluation<T> _evaluation;
    private readonly RandomStream _randomness;
    private readonly int[] _order;

    /// <summary>Takes all memory the run needs.</summary>
    public Trainer(Model<T> model, Optimiser<T> optimiser, ThreadTeam team, TrainingData data, TrainingOptions options)
    {
        _model = model;
        _data = data;
        _options = options;
        _steps = new DataParallelSteps<T>(model, optimiser, team, Math.Min(options.BatchSize, data.Training.Count));
        _evaluation = new Evaluation<T>(model, team);
        _randomness = RandomStream.FromSeed(options.Seed);
        _order = new int[data.Training.Count];
    }

    /// <summary>Steps an epoch; the last batch may be smaller.</summary>
    public int StepsPerEpoch => (_order.Length + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>Trains from a position on and returns the one where it ended.</summary>
    /// <param name="position">The start: a new one, or one from a checkpoint, to whose values model and optimiser have been set.</param>
    /// <param name="observer">Who is told.</param>
    /// <param name="cancellation">Ends the run after the step under way, with a checkpoint due.</param>
    /// <exception cref="DivergenceException">The loss is not finite; no checkpoint is due for it.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop before it was done.</exception>
    public TrainingPosition Train(TrainingPosition position, ITrainingObserver observer, CancellationToken cancellation = default)
    {
        if (position.Steps == 0) observer.CheckpointDue(position);
        while (position.Epoch < _options.Epochs && !HasReachedTarget(position))
        {
            cancellation.ThrowIfCancellationRequested();
            position = TrainEpoch(position, observer, cancellation);
            observer.EpochCompleted(position.Records[^1]);
            observer.CheckpointDue(position);
        }

        return position;
    }

    /// <summary>Whether the last epoch reached the target accuracy, on the held-out part if there is one, else on the test part.</summary>
    public bool HasReachedTarget(TrainingPosition position) =>
        _options.TargetAccuracy is { } target && position.Records.Count > 0
        && (position.Records[^1].Validation ?? position.Records[^1].Test).Accuracy >= target;

    private TrainingPosition TrainEpoch(TrainingPosition position, ITrainingObserver observer, CancellationToken cancellation)
    {
        RandomSequence shuffle = _randomness.Split("shuffle").Split(position.Epoch).From();
        shuffle.FillPermutation(_order);
        RandomStream noise = _randomness.Split("noise");
        long totalSteps = (long)StepsPerEpoch * _options.Epochs, steps = position.Steps;
        double lossSum = position.LossSum;
        double secondsBefore = position.EpochSeconds;
        long start = Stopwatch.GetTimestamp();
        double Seconds() => secondsBefore + Stopwatch.GetElapsedTime(start).TotalSeconds;

        for (int step = position.StepInEpoch; step < StepsPerEpoch; step++)
        {
            ReadOnlyMemory<int> batch = _order.AsMemory(step * _options.BatchSize, Math.Min(_options.BatchSize, _order.Length - (step * _options.BatchSize)));
            double learningRate = _options.LearningRate * _options.Schedule.Factor(steps, totalSteps);
            BatchLoss loss = _steps.Take(_data.Training, batch, steps, learningRate, noise.Split(steps));
            if (!double.IsFinite(loss.NegativeLogLikelihood)) throw Diverged(steps + 1, loss.NegativeLogLikelihood / batch.Length);
            steps++;
            lossSum += loss.NegativeLogLikelihood;
            double? accuracy = _model.Likelihood.HasLabels ? (double)loss.Correct / batch.Length : null;
            observer.StepTaken(new StepReport(position.Epoch + 1, step + 1, StepsPerEpoch, loss.NegativeLogLikelihood / batch.Length, accuracy, Seconds()));

            bool isLast = step + 1 == StepsPerEpoch, isStopped = cancellation.IsCancellationRequested;
            bool isDue = _options.CheckpointPeriod > 0 && steps % _options.CheckpointPeriod == 0;
            if (!isLast && (isStopped || isDue))
                observer.CheckpointDue(position with { StepInEpoch = step + 1, Steps = steps, LossSum = lossSum, EpochSeconds = Seconds() });
            if (!isLast && isStopped) throw new OperationCanceledException(cancellation);
        }

        double seconds = Seconds();
        EpochRecord record = new(
            position.Epoch + 1,
            seconds,
            lossSum / _order.Length,
            _order.Length / seconds,
            _evaluation.Measure(_data.Test),
            _data.Validation is null ? null : _evaluation.Measure(_data.Validation));

        // No batch comes to show that the epoch's last step went astray.
        if (!TensorPrimitives.IsFiniteAll<T>(_model.Parameters.Span)) throw Diverged(steps, record.Test.Loss);
        return new TrainingPosition { Epoch = position.Epoch + 1, Steps = steps, Records = [.. position.Records, record] };
    }

    private DivergenceException Diverged(long step, double loss)
    {
        (string Layer, double Largest) worst = ("input", 0);
        foreach (Node node in _model.Network.Nodes)
        {

            // Math.Max carries NaN on, unlike Enumerable.Max.
            double largest = _steps.Members.Aggregate(0.0, (most, member) => Math.Max(most, LargestMagnitude(member.Workspace.Activation(node.Index).AsSpan())));
            if (largest > worst.Largest || !double.IsFinite(largest)) worst = (node.Name, largest);
            if (!double.IsFinite(largest)) break;
        }

        return new DivergenceException(step, loss, worst.Layer, worst.Largest);
    }

    private static double LargestMagnitude(ReadOnlySpan<T> values) =>
        values.IsEmpty ? 0 : double.CreateTruncating(T.Abs(TensorPrimitives.MaxMagnitude(values)));
}
