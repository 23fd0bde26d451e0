using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Training;

public sealed class TrainerTests
{
    private static readonly Likelihood Family = Likelihood.Categorical(3);

    private readonly Model<double> _model = Chain.Build<double>(Family, [2, 4, 3], 1);
    private readonly GradientDescent<double> _optimiser;
    private readonly Witness _witness;
    private readonly MemoryExamples _examples = MemoryExamples.Draw(Family, 10, 2, RandomStream.FromSeed(1));

    public TrainerTests()
    {
        _optimiser = new GradientDescent<double>(_model.Parameters.Length);
        _witness = new Witness(_model, _optimiser);
    }

    [Fact]
    public void Every_epoch_visits_every_example_once_in_an_order_of_its_own_that_follows_from_the_seed()
    {
        int[][] first = Orders(seed: 7), again = Orders(seed: 7), other = Orders(seed: 8);
        Assert.All(first, order => Assert.Equal(Enumerable.Range(0, 10), order.Order()));
        Assert.Equal(first.Length, first.Select(order => string.Join(' ', order)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(first, again);
        Assert.NotEqual(first[0], other[0]);
    }

    [Fact]
    public void Checkpoints_are_due_before_the_first_step_every_period_and_after_epochs()
    {
        Train(new TrainingOptions { BatchSize = 4, Epochs = 2, LearningRate = 0.1, CheckpointPeriod = 2 });
        Assert.Equal(
            [
                "checkpoint 0", "step", "step", "checkpoint 2", "step", "epoch 1", "checkpoint 3",
                "step", "checkpoint 4", "step", "step", "epoch 2", "checkpoint 6",
            ],
            _witness.Events);
    }

    [Fact]
    public void Without_a_period_checkpoints_are_due_at_the_start_and_after_epochs_only()
    {
        Train(new TrainingOptions { BatchSize = 5, Epochs = 2, LearningRate = 0.1 });
        Assert.Equal(["checkpoint 0", "step", "step", "epoch 1", "checkpoint 2", "step", "step", "epoch 2", "checkpoint 4"], _witness.Events);
    }

    [Fact]
    public void Told_to_stop_it_finishes_the_step_under_way_and_has_it_kept()
    {
        using CancellationTokenSource source = new();
        _witness.AfterStep = count => { if (count == 2) source.Cancel(); };
        Assert.Throws<OperationCanceledException>(() => Stop(new TrainingOptions { BatchSize = 4, Epochs = 5, LearningRate = 0.1 }, source.Token));
        Assert.Equal(["checkpoint 0", "step", "step", "checkpoint 2"], _witness.Events);
        Assert.Equal(2, _witness.Checkpoints[^1].Position.StepInEpoch);
    }

    [Fact]
    public void Told_to_stop_in_the_last_step_of_an_epoch_it_ends_after_the_epoch()
    {
        using CancellationTokenSource source = new();
        _witness.AfterStep = count => { if (count == 3) source.Cancel(); };
        Assert.Throws<OperationCanceledException>(() => Stop(new TrainingOptions { BatchSize = 4, Epochs = 5, LearningRate = 0.1 }, source.Token));
        Assert.Equal(["checkpoint 0", "step", "step", "step", "epoch 1", "checkpoint 3"], _witness.Events);
    }

    [Fact]
    public void Told_to_stop_in_the_very_last_step_it_is_done_and_says_so()
    {
        using CancellationTokenSource source = new();
        _witness.AfterStep = count => { if (count == 3) source.Cancel(); };
        TrainingPosition end = Stop(new TrainingOptions { BatchSize = 4, Epochs = 1, LearningRate = 0.1 }, source.Token);
        Assert.Equal(1, end.Epoch);
    }

    [Fact]
    public void Told_to_stop_before_the_start_it_takes_no_step()
    {
        Assert.Throws<OperationCanceledException>(() => Stop(new TrainingOptions { LearningRate = 0.1 }, new CancellationToken(canceled: true)));
        Assert.Equal(["checkpoint 0"], _witness.Events);
    }

    [Fact]
    public void Reports_and_records_add_up()
    {
        TrainingPosition end = Train(new TrainingOptions { BatchSize = 4, Epochs = 2, LearningRate = 0.1 });
        Assert.Equal((2, 0, 6L), (end.Epoch, end.StepInEpoch, end.Steps));
        Assert.Equal([(1, 1, 3), (1, 2, 3), (1, 3, 3), (2, 1, 3), (2, 2, 3), (2, 3, 3)], _witness.Steps.Select(step => (step.Epoch, step.StepInEpoch, step.StepsPerEpoch)));
        for (int epoch = 0; epoch < 2; epoch++)
        {
            StepReport[] steps = [.. _witness.Steps.Where(step => step.Epoch == epoch + 1)];
            EpochRecord record = end.Records[epoch];
            Assert.Equal(((4 * steps[0].Loss) + (4 * steps[1].Loss) + (2 * steps[2].Loss)) / 10, record.TrainLoss, 1e-14);
            Assert.All(steps, step => Assert.InRange(step.Accuracy!.Value, 0, 1));
            Assert.True(steps[0].EpochSeconds <= steps[1].EpochSeconds && steps[2].EpochSeconds <= record.Seconds, "Seconds never run back.");
            Assert.Equal(10 / record.Seconds, record.SamplesPerSecond, 1e-9);
        }

        using ThreadTeam team = new(1);
        Assert.Equal(new Evaluation<double>(_model, team).Measure(_examples), end.Records[1].Test);
        Assert.Null(end.Records[1].Validation);
    }

    [Fact]
    public void The_schedule_scales_the_learning_rate_of_every_step()
    {
        TrainingOptions options = new() { BatchSize = 4, Epochs = 2, LearningRate = 0.3, Schedule = new LearningRateSchedule.WarmUp(new LearningRateSchedule.Cosine(), 2) };
        RecordingOptimiser optimiser = new();
        TrainFrom(new TrainingPosition(), optimiser, options);
        Assert.Equal(Enumerable.Range(0, 6).Select(step => 0.3 * options.Schedule.Factor(step, 6)), optimiser.LearningRates);
        Assert.Equal(Enumerable.Range(0, 6).Select(step => (long)step), optimiser.Indices);
    }

    [Fact]
    public void Reaching_the_target_on_the_test_part_ends_the_run()
    {
        TrainingPosition end = Train(new TrainingOptions { Epochs = 50, LearningRate = 0.1, TargetAccuracy = 0 });
        Assert.Equal(1, end.Epoch);
        Assert.Equal(50, Train(new TrainingOptions { Epochs = 50, LearningRate = 0.1, TargetAccuracy = 1.1 }).Epoch);
    }

    [Fact]
    public void The_target_is_judged_on_the_held_out_part_where_there_is_one()
    {
        // Of labels that are all 0 and all 1, a network with a large bias for 0 has all right on the one and none on the other.
        _model.Network.Parameters["fc2.bias"].In(_model.Parameters.Span)[0] = 1000;
        MemoryExamples right = new([[0, 0]], [[0]]), wrong = new([[0, 0]], [[1]]);
        TrainingOptions options = new() { Epochs = 3, LearningRate = 1e-9, TargetAccuracy = 0.5 };
        Assert.Equal(3, Train(options, new TrainingData(_examples, Test: right, Validation: wrong)).Epoch);
        TrainingPosition end = Train(options, new TrainingData(_examples, Test: wrong, Validation: right));
        Assert.Equal((1, 0.0, 1.0), (end.Epoch, end.Records[0].Test.Accuracy!.Value, end.Records[0].Validation!.Accuracy!.Value));
    }

    [Fact]
    public void A_finished_run_takes_no_more_steps()
    {
        TrainingOptions options = new() { Epochs = 1, LearningRate = 0.1 };
        TrainingPosition end = Train(options);
        _witness.Events.Clear();
        Assert.Equal(end, TrainFrom(end, _optimiser, options));
        Assert.Empty(_witness.Events);
    }

    private static int[][] Orders(long seed)
    {
        OrderedExamples examples = new(MemoryExamples.Draw(Family, 10, 2, RandomStream.FromSeed(1)));
        Model<double> model = Chain.Build<double>(Family, [2, 3], 1);
        GradientDescent<double> optimiser = new(model.Parameters.Length);
        using ThreadTeam team = new(1);
        TrainingData data = new(examples, MemoryExamples.Draw(Family, 1, 2, RandomStream.FromSeed(2)));
        new Trainer<double>(model, optimiser, team, data, new TrainingOptions { BatchSize = 3, Epochs = 5, LearningRate = 0, Seed = seed })
            .Train(new TrainingPosition(), new Witness(model, optimiser));
        return [.. examples.Order.Chunk(10)];
    }

    private TrainingPosition Train(TrainingOptions options, TrainingData? data = null) => TrainFrom(new TrainingPosition(), _optimiser, options, data);

    private TrainingPosition TrainFrom(TrainingPosition position, Optimiser<double> optimiser, TrainingOptions options, TrainingData? data = null) =>
        TrainUntil(position, optimiser, options, data, CancellationToken.None);

    private TrainingPosition Stop(TrainingOptions options, CancellationToken token) => TrainUntil(new TrainingPosition(), _optimiser, options, null, token);

    private TrainingPosition TrainUntil(TrainingPosition position, Optimiser<double> optimiser, TrainingOptions options, TrainingData? data, CancellationToken stopped)
    {
        using ThreadTeam team = new(2);
        return new Trainer<double>(_model, optimiser, team, data ?? new TrainingData(_examples, _examples), options).Train(position, _witness, stopped);
    }
}
