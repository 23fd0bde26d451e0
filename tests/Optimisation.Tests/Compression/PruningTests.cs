using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Compression.Pruning;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.Tests.Continual;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Compression;

public sealed class PruningTests
{
    private readonly Model<double> _model = Chain.Build<double>(Likelihood.Normal(3), [6, 5, 3], seed: 2);

    [Fact]
    public void A_score_is_the_divergence_of_pruning_that_weight_where_outputs_are_linear_in_it()
    {
        // In the last layer, under a normal family, nothing is of higher order.
        MemoryExamples data = MemoryExamples.Draw(_model.Likelihood, 50, 6, RandomStream.FromSeed(3));
        double[] information = new double[_model.Parameters.Length];
        RepresentationEstimator.Estimate(_model, data, RepresentationKind.Diagonal, new EstimationOptions(), TestContext.Current.CancellationToken).Diagonal(information);
        double[] scores = PruningScores.Fisher(_model, information);
        Matrix<double> before = ModelOutputs.Of(_model, data);
        TensorSlot last = _model.Network.Parameters["fc2.weight"];
        for (int i = last.Offset; i < last.Offset + last.Length; i++)
        {
            double kept = _model.Parameters.Span[i], divergence = 0;
            _model.Parameters.Span[i] = 0;
            Matrix<double> after = ModelOutputs.Of(_model, data);
            _model.Parameters.Span[i] = kept;
            for (int row = 0; row < data.Count; row++) divergence += _model.Likelihood.KullbackLeibler(before.Row(row), after.Row(row)) / data.Count;
            Close.Assert(divergence, scores[i], 1e-10);
        }
    }

    [Fact]
    public void The_least_scores_go_and_what_is_no_weight_stays()
    {
        double[] scores = PruningScores.Magnitude(_model);
        int weights = scores.Count(double.IsFinite);
        Assert.Equal((6 * 5) + (5 * 3), weights);
        for (int percent = 0; percent <= 100; percent += 10)
        {
            PruningMask mask = PruningMask.Of(scores, percent / 100.0);
            Assert.Equal((int)Math.Round(percent / 100.0 * weights), mask.Pruned);
            bool[] pruned = mask.IsPruned.ToArray();
            double greatest = Enumerable.Range(0, pruned.Length).Where(i => pruned[i]).Select(i => scores[i]).DefaultIfEmpty(0).Max();
            Assert.All(Enumerable.Range(0, pruned.Length).Where(i => !pruned[i]), i => Assert.True(scores[i] >= greatest));
            double[] parameters = _model.Parameters.ToArray();
            mask.Apply<double>(parameters);
            for (int i = 0; i < parameters.Length; i++) Assert.Equal(pruned[i] ? 0 : _model.Parameters.Span[i], parameters[i]);
            Assert.Equal(mask.Pruned, mask.ByLayer(_model.Network).Sum(layer => (int)Math.Round(layer.Sparsity * _model.Network.Parameters[layer.Name].Length)));
        }
    }

    [Fact]
    public void Relative_magnitudes_do_not_depend_on_the_scale_of_a_layer()
    {
        double[] before = PruningScores.RelativeMagnitude(_model);
        foreach (ref double value in _model.Network.Parameters["fc1.weight"].In(_model.Parameters.Span)) value *= 100;
        Close.Assert(before.Where(double.IsFinite).ToArray(), PruningScores.RelativeMagnitude(_model).Where(double.IsFinite).ToArray(), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Training_on_leaves_pruned_weights_at_zero_and_moves_the_others(int threads)
    {
        MemoryExamples data = MemoryExamples.Draw(_model.Likelihood, 30, 6, RandomStream.FromSeed(3));
        PruningMask mask = PruningMask.Of(PruningScores.Magnitude(_model), 0.5);
        mask.Apply(_model.Parameters.Span);
        double[] start = _model.Parameters.ToArray();
        using ThreadTeam team = new(threads);
        MaskedOptimiser<double> optimiser = new(new Momentum<double>(start.Length), mask);
        new Trainer<double>(_model, optimiser, team, new TrainingData(data, data), new TrainingOptions { BatchSize = 10, Epochs = 3, LearningRate = 0.1 })
            .Train(new TrainingPosition(), new SilentObserver(), TestContext.Current.CancellationToken);
        for (int i = 0; i < start.Length; i++)
        {
            if (mask.IsPruned[i]) Assert.Equal(0, _model.Parameters.Span[i]);
            else Assert.NotEqual(start[i], _model.Parameters.Span[i]);
        }
    }

    [Fact]
    public void What_cannot_be_pruned_by_is_refused()
    {
        Assert.Throws<InvalidInputException>(() => PruningMask.Of([1, 2], 1.1));
        Assert.Throws<InvalidInputException>(() => PruningMask.Of([1, 2], double.NaN));
        Assert.Throws<NumericalException>(() => PruningMask.Of([1, double.NaN], 0.5));
        Assert.Throws<ArgumentException>(() => PruningScores.Fisher(_model, [1, 2]));
    }
}
