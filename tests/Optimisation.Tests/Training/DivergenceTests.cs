using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Training;

public sealed class DivergenceTests
{
    private static readonly Likelihood Family = Likelihood.Normal(1);

    private readonly Model<double> _model = Chain.Build<double>(Family, [2, 3, 1], 1, ActivationFunctions.Identity);
    private readonly MemoryExamples _examples = MemoryExamples.Draw(Family, 4, 2, RandomStream.FromSeed(1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_exception_names_the_step_and_the_first_layer_with_a_value_that_is_not_finite(int members)
    {
        // Only the last of the examples, in any order, makes fc1 infinite: a product of finite numbers that no double holds.
        MemoryExamples examples = new([.. _examples.Inputs[..3], [1e300, 0]], _examples.Outcomes);
        _model.Network.Parameters["fc1.weight"].In(_model.Parameters.Span)[0] = 1e300;
        (DivergenceException failure, Witness witness) = Train(new GradientDescent<double>(_model.Parameters.Length), examples, 0.1, members);
        Assert.Equal((1L, "fc1", double.PositiveInfinity), (failure.Step, failure.Layer, failure.LargestActivation));
        Assert.False(double.IsFinite(failure.Loss));
        Assert.Equal(["checkpoint 0"], witness.Events);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void NaN_in_one_members_share_is_blamed_though_others_are_finite(int members)
    {
        MemoryExamples examples = new([.. _examples.Inputs[..3], [double.NaN, 0]], _examples.Outcomes);
        DivergenceException failure = Train(new GradientDescent<double>(_model.Parameters.Length), examples, 0.1, members).Failure;
        Assert.Equal(("input", double.NaN), (failure.Layer, failure.LargestActivation));
    }

    [Fact]
    public void A_learning_rate_far_too_large_diverges_and_no_checkpoint_is_due_for_it()
    {
        (DivergenceException failure, Witness witness) = Train(new GradientDescent<double>(_model.Parameters.Length), _examples, 1e6, members: 2);
        Assert.InRange(failure.Step, 2, 20);
        Assert.Equal(failure.Step, witness.Steps.Count + 1);
        Assert.DoesNotContain(witness.Checkpoints, checkpoint => checkpoint.Position.Steps >= failure.Step);
        Assert.All(witness.Checkpoints, checkpoint => Assert.All(checkpoint.Values[0], value => Assert.True(double.IsFinite(value))));
        Assert.Contains($"step {failure.Step}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_curvature_refreshed_in_the_step_that_diverges_does_not_hide_the_divergence()
    {
        KroneckerFactoredOptions options = new() { StatisticsPeriod = 1, InversePeriod = 1 };
        _model.Network.Parameters["fc1.weight"].In(_model.Parameters.Span)[0] = double.NaN;
        DivergenceException failure = Train(new KroneckerFactoredNaturalGradient<double>(_model.Network, options, 2), _examples, 0.1, members: 2).Failure;
        Assert.Equal(("fc1", 1L), (failure.Layer, failure.Step));
    }

    [Fact]
    public void Parameters_lost_in_the_last_step_of_an_epoch_are_found_at_its_end()
    {
        (DivergenceException failure, Witness witness) = Train(new GradientDescent<double>(_model.Parameters.Length), _examples, double.MaxValue, members: 2, batch: 4);
        Assert.Equal(1, failure.Step);
        Assert.Equal(["checkpoint 0", "step"], witness.Events);
    }

    private (DivergenceException Failure, Witness Witness) Train(Optimiser<double> optimiser, MemoryExamples examples, double rate, int members, int batch = 4)
    {
        Witness witness = new(_model, optimiser);
        using ThreadTeam team = new(members);
        Trainer<double> trainer = new(_model, optimiser, team, new TrainingData(examples, _examples), new TrainingOptions { BatchSize = batch, Epochs = 30, LearningRate = rate, CheckpointPeriod = 1 });
        return (Assert.Throws<DivergenceException>(() => trainer.Train(new TrainingPosition(), witness)), witness);
    }
}
