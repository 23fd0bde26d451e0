using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.Exact;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

/// <summary>The exact natural gradient where its matrix is singular.</summary>
public sealed class ExactMetricTests
{
    /// <summary>Squared error, two outputs: n examples in general position give 2n independent directions, up to the number of parameters.</summary>
    [Fact]
    public void The_pseudo_inverse_drops_what_the_examples_do_not_tell_and_says_its_rank()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            (Model<double> model, MemoryExamples examples) = Linear(examples: 1 + seed, seed);
            double[] gradient = FullBatch.Gradient(model, examples);
            double[,] fisher = FullBatch.Fisher(model, examples);
            ExactNaturalGradient<double> optimiser = new(model.Network, Undamped with { PseudoInverse = true }, 2);
            double[] v = [.. FullBatch.Step(model, examples, optimiser, 1, members: 2).Select(change => -change)];
            int rank = Math.Min(2 * (1 + seed), 2 * 5);
            Assert.Equal(rank, optimiser.Rank);
            Assert.Equal(rank < 10 ? $"The last pseudo-inverse was of rank {rank} of 10." : null, optimiser.Remark);

            // F v = g, for the gradient is in the range, and v is too: v·n = 0 for what F annihilates, tried on v − F w.
            double[] image = Multiply(fisher, v);
            Close.Assert(gradient, image, 1e-9, $"seed {seed}");
            ExactNaturalGradient<double> damped = new(model.Network, Undamped with { Damping = 1e-9 }, 1);
            (Model<double> again, _) = Linear(examples: 1 + seed, seed);
            Close.Assert([.. FullBatch.Step(again, examples, damped, 1).Select(change => -change)], v, 1e-5, $"seed {seed}");
        }
    }

    [Fact]
    public void No_damping_on_a_singular_matrix_is_an_error_that_says_its_rank_and_leaves_the_parameters()
    {
        (Model<double> model, MemoryExamples examples) = Linear(examples: 3, seed: 1);
        double[] before = model.Parameters.ToArray();
        SingularFisherException failure = Assert.Throws<SingularFisherException>(() => FullBatch.Step(model, examples, new ExactNaturalGradient<double>(model.Network, Undamped, 2), 1, members: 2));
        Assert.Equal((10, 6), (failure.Order, failure.Rank));
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void Conjugate_gradients_need_no_damping_because_gradients_are_in_the_range()
    {
        for (int seed = 0; seed < 4; seed++)
        {
            (Model<double> model, MemoryExamples examples) = Linear(examples: 3, seed);
            ExactOptions options = Undamped with { Solver = ExactSolver.ConjugateGradients, Tolerance = 1e-12, MostProducts = 50 };
            ExactNaturalGradient<double> optimiser = new(model.Network, options, 1);
            double[] byProducts = FullBatch.Step(model, examples, optimiser, 1);
            Assert.True(optimiser.LastSolve!.Value.HasConverged);
            Assert.InRange(optimiser.LastSolve.Value.Products, 1, 8);
            (Model<double> again, _) = Linear(examples: 3, seed);
            Close.Assert(FullBatch.Step(again, examples, new ExactNaturalGradient<double>(again.Network, Undamped with { PseudoInverse = true }, 1), 1), byProducts, 1e-8, $"seed {seed}");
        }
    }

    [Fact]
    public void A_pseudo_inverse_by_conjugate_gradients_is_refused()
    {
        (Model<double> model, _) = Linear(examples: 3, seed: 1);
        Assert.Throws<InvalidInputException>(() => new ExactNaturalGradient<double>(model.Network, Undamped with { Solver = ExactSolver.ConjugateGradients, PseudoInverse = true }, 1));
    }

    [Fact]
    public void A_dense_matrix_that_does_not_fit_is_refused_before_it_is_made()
    {
        Network wide = Chain.Build<float>(Likelihood.Normal(1), [20_000, 1], 1).Network;
        foreach (ExactOptions options in (ReadOnlySpan<ExactOptions>)[new() { Solver = ExactSolver.Dense }, new() { PseudoInverse = true }])
        {
            InvalidInputException refusal = Assert.Throws<InvalidInputException>(() => new ExactNaturalGradient<float>(wide, options, 1));
            Assert.Contains("20001 parameters", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Few_parameters_are_dense_and_many_or_batch_normalised_ones_are_not()
    {
        Network small = Chain.Build<double>(Likelihood.Normal(1), [3, 1], 1).Network, wide = Chain.Build<double>(Likelihood.Normal(1), [3000, 1], 1).Network;
        Network normalised = Chain.Build<double>(Likelihood.Normal(1), [3, 4, 1], 1, normalisation: NormalisationPlace.After).Network;
        Assert.Equal([true, false, false], new[] { small, wide, normalised }.Select(network => new ExactNaturalGradient<double>(network, new ExactOptions(), 1).Rank is not null));
    }

    private static ExactOptions Undamped => new() { Damping = 0, WeightDecay = 0, Momentum = 0, DivergenceLimit = double.PositiveInfinity };

    private static (Model<double> Model, MemoryExamples Examples) Linear(int examples, int seed)
    {
        Likelihood likelihood = Likelihood.Normal(2, 0.8);
        return (Chain.Build<double>(likelihood, [4, 2], seed), MemoryExamples.Draw(likelihood, examples, 4, RandomStream.FromSeed(seed).Split("data")));
    }

    private static double[] Multiply(double[,] matrix, double[] vector) =>
        [.. Enumerable.Range(0, vector.Length).Select(i => Enumerable.Range(0, vector.Length).Sum(j => matrix[i, j] * vector[j]))];
}
