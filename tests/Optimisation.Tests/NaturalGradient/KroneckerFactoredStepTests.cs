using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.Training;
using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

public sealed class KroneckerFactoredStepTests
{
    private const double NoLimit = double.PositiveInfinity;

    [Fact]
    public void Steps_solve_the_dense_damped_system_with_running_factors_weight_decay_and_momentum()
    {
        Likelihood[] families = [Likelihood.Categorical(3), Likelihood.Normal(2, 0.5), Likelihood.Bernoulli(2), Likelihood.Poisson(2)];
        for (int seed = 0; seed < 12; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            Likelihood likelihood = families[seed % families.Length];
            int width = 1 + random.NextInteger(4), hidden = 2 + random.NextInteger(4), batch = 5 + random.NextInteger(8), members = 1 + (seed % 3);
            KroneckerFactoredOptions options = new()
            {
                Damping = Math.Exp(-3 * random.NextUniform()),
                WeightDecay = seed % 2 == 0 ? 0 : 0.2,
                Momentum = seed % 3 == 0 ? 0 : 0.7,
                Decay = 0.6,
                StatisticsPeriod = 1,
                InversePeriod = 1 + random.NextInteger(3),
                DivergenceLimit = NoLimit,
                Labels = ((LabelRule[])[LabelRule.Drawn(), LabelRule.Expected, LabelRule.Observed])[seed / families.Length % 3],
            };
            Model<double> model = Chain.Build<double>(likelihood, [width, hidden, hidden, likelihood.Dimension], seed, normalisation: (NormalisationPlace)random.NextInteger(3));
            MemoryExamples examples = MemoryExamples.Draw(likelihood, batch, width, RandomStream.FromSeed(seed).Split("data"));
            using ThreadTeam team = new(members);
            DataParallelSteps<double> steps = new(model, new KroneckerFactoredNaturalGradient<double>(model.Network, options, members), team, batch);
            BlockwiseTwin twin = new(model.Network, options);
            int[] all = [.. Enumerable.Range(0, batch)];
            for (int step = 0; step < 5; step++)
            {
                double[] before = model.Parameters.ToArray(), raw = Gradient(model, examples, all);
                steps.Take(examples, all, step, 0.1, RandomStream.FromSeed(seed).Split(step));
                double[] expected = twin.Advance(steps, before, raw, 0.1, step);
                Close.Assert(expected, model.Parameters.Span, 1e-9, $"seed {seed}, step {step}");
            }
        }
    }

    [Fact]
    public void A_step_whose_divergence_exceeds_the_limit_is_scaled_down_to_it_and_others_are_left_alone()
    {
        const double rate = 0.4;
        for (int seed = 0; seed < 8; seed++)
        {
            (double[] free, double product, int batch) = Move(seed, rate, NoLimit);
            double divergence = rate * rate * product, reference = Math.Pow(batch / 500.0, 2);
            (double[] same, _, _) = Move(seed, rate, 1.01 * divergence / reference);
            Assert.Equal(free, same);

            (double[] clipped, _, _) = Move(seed, rate, 0.2 * divergence / reference);
            double scale = Math.Sqrt(0.2);
            Close.Assert([.. free.Select(value => scale * value)], clipped, 1e-12, $"seed {seed}");
        }
    }

    [Fact]
    public void On_a_quadratic_objective_one_step_of_full_length_solves_the_least_squares_problem()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            Likelihood likelihood = Likelihood.Normal(2, 0.7);
            int width = 1 + (seed % 4), count = 30;
            Model<double> model = Chain.Build<double>(likelihood, [width, 2], seed);
            MemoryExamples examples = MemoryExamples.Draw(likelihood, count, width, RandomStream.FromSeed(seed).Split("data"));
            KroneckerFactoredOptions options = new()
            {
                Damping = 1e-14, Momentum = 0, WeightDecay = 0, DivergenceLimit = NoLimit, Labels = LabelRule.Expected,
            };
            using ThreadTeam team = new(2);
            DataParallelSteps<double> steps = new(model, new KroneckerFactoredNaturalGradient<double>(model.Network, options, 2), team, count);
            steps.Take(examples, Enumerable.Range(0, count).ToArray(), 0, 1, RandomStream.FromSeed(1));

            double[,] design = new double[count, width + 1], outcomes = new double[count, 2];
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < width; k++) design[i, k] = examples.Inputs[i][k];
                design[i, width] = 1;
                (outcomes[i, 0], outcomes[i, 1]) = (examples.Outcomes[i][0], examples.Outcomes[i][1]);
            }

            double[,] solution = Dense.Solve(Dense.Multiply(Dense.Transpose(design), design), Dense.Multiply(Dense.Transpose(design), outcomes));
            ParameterBlock block = model.Network.Blocks[0];
            for (int j = 0; j < 2; j++)
            {
                for (int k = 0; k < width; k++) Close.Assert(solution[k, j], block.First.In(model.Parameters.Span)[(j * width) + k], 2e-6, $"seed {seed}");
                Close.Assert(solution[width, j], block.Second!.In(model.Parameters.Span)[j], 2e-6, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Labels_in_exact_expectation_give_the_covariance_of_the_statistic_as_the_last_factor_and_the_data_their_squared_scores()
    {
        Likelihood likelihood = Likelihood.Categorical(3);
        foreach (LabelRule labels in (LabelRule[])[LabelRule.Expected, LabelRule.Observed])
        {
            (double[] factor, Model<double> model, MemoryExamples examples) = LastFactor(likelihood, labels, steps: 1, decay: 0);
            double[] expected = new double[9], mean = new double[3], statistic = new double[3];
            Matrix<double> covariance = new(3, 3);
            for (int i = 0; i < examples.Count; i++)
            {
                double[] natural = Outputs(model, examples.Inputs[i]);
                likelihood.Covariance(natural, covariance);
                likelihood.Mean(natural, mean);
                likelihood.SufficientStatistic(examples.Outcomes[i], statistic);
                for (int a = 0; a < 9; a++)
                    expected[a] += (labels == LabelRule.Expected ? covariance[a / 3, a % 3] : (mean[a / 3] - statistic[a / 3]) * (mean[a % 3] - statistic[a % 3])) / examples.Count;
            }

            Close.Assert(expected, factor, 1e-12, labels.ToString());
        }
    }

    // Each of 9 entries is compared at 4.9 standard errors of its mean: a false alarm in a million over seeds for each.
    [Fact]
    public void Labels_drawn_from_the_model_give_it_on_average()
    {
        const int steps = 2000;
        Likelihood likelihood = Likelihood.Categorical(3);
        (double[] mean, Model<double> model, MemoryExamples examples) = LastFactor(likelihood, LabelRule.Drawn(), steps, decay: 1);
        double[] exact = LastFactor(likelihood, LabelRule.Expected, steps: 1, decay: 0).Factor;
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                double variance = 0;
                double[] u = new double[3], v = new double[3];
                (u[a], v[b]) = (1, 1);
                foreach (double[] input in examples.Inputs) variance += likelihood.ProductVariance(Outputs(model, input), u, v) / (examples.Count * examples.Count);
                double z = (mean[(a * 3) + b] - exact[(a * 3) + b]) / Math.Sqrt(variance / steps);
                Assert.InRange(z, -4.9, 4.9);
            }
        }
    }

    [Fact]
    public void Sampled_labels_do_not_depend_on_the_size_of_the_team()
    {
        double[][] factors = [.. Enumerable.Range(1, 3).Select(members => LastFactor(Likelihood.Categorical(3), LabelRule.Drawn(), steps: 3, decay: 0.9, members).Factor)];
        Close.Assert(factors[0], factors[1], 1e-14);
        Close.Assert(factors[0], factors[2], 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_damping_that_is_not_positive_is_refused(double damping)
    {
        Network network = Chain.Build<double>(Likelihood.Categorical(2), [2, 2], 1).Network;
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new KroneckerFactoredNaturalGradient<double>(network, new KroneckerFactoredOptions { Damping = damping }, 1));
        Assert.Contains("damping", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_factor_that_is_not_finite_names_its_block()
    {
        Model<float> model = Chain.Build<float>(Likelihood.Normal(1), [1, 1], 1, ActivationFunctions.Identity);
        MemoryExamples examples = new([[1e25]], [[1.0]]);
        using ThreadTeam team = new(1);
        DataParallelSteps<float> steps = new(model, new KroneckerFactoredNaturalGradient<float>(model.Network, new KroneckerFactoredOptions(), 1), team, 1);
        NotPositiveDefiniteException failure = Assert.Throws<NotPositiveDefiniteException>(() => steps.Take(examples, new[] { 0 }, 0, 0.1, RandomStream.FromSeed(1)));
        Assert.Contains("'fc1'", failure.Message, StringComparison.Ordinal);
    }

    private static (double[] Step, double Product, int Batch) Move(int seed, double rate, double limit)
    {
        Likelihood likelihood = Likelihood.Categorical(3);
        int batch = 6 + seed;
        Model<double> model = Chain.Build<double>(likelihood, [3, 4, 3], seed);
        MemoryExamples examples = MemoryExamples.Draw(likelihood, batch, 3, RandomStream.FromSeed(seed).Split("data"));
        KroneckerFactoredOptions options = new() { DivergenceLimit = limit, WeightDecay = 0.1 };
        using ThreadTeam team = new(2);
        DataParallelSteps<double> steps = new(model, new KroneckerFactoredNaturalGradient<double>(model.Network, options, 2), team, batch);
        double[] before = model.Parameters.ToArray();
        steps.Take(examples, Enumerable.Range(0, batch).ToArray(), 0, rate, RandomStream.FromSeed(1));
        double[] moved = [.. model.Parameters.ToArray().Zip(before, (after, at) => after - at)];
        double product = -moved.Zip(steps.Members[0].Gradient.ToArray(), (change, g) => change * g).Sum() / rate;
        return (moved, product, batch);
    }

    private static (double[] Factor, Model<double> Model, MemoryExamples Examples) LastFactor(Likelihood likelihood, LabelRule labels, int steps, double decay, int members = 1)
    {
        Model<double> model = Chain.Build<double>(likelihood, [2, 4, likelihood.Dimension], 5);
        MemoryExamples examples = MemoryExamples.Draw(likelihood, 7, 2, RandomStream.FromSeed(5).Split("data"));
        KroneckerFactoredOptions options = new() { Labels = labels, StatisticsPeriod = 1, InversePeriod = 1000, Decay = decay };
        KroneckerFactoredNaturalGradient<double> optimiser = new(model.Network, options, members);
        using ThreadTeam team = new(members);
        DataParallelSteps<double> taken = new(model, optimiser, team, 7);
        for (int step = 0; step < steps; step++) taken.Take(examples, Enumerable.Range(0, 7).ToArray(), step, 0, RandomStream.FromSeed(3).Split(step));
        return (optimiser.State.Single(state => state.Name == "fc2.output_factor").Values.ToArray(), model, examples);
    }

    private static double[] Outputs(Model<double> model, double[] input)
    {
        Workspace<double> workspace = new(model.Network, new WorkspaceOptions(1));
        input.CopyTo(workspace.Input.Row(0));
        model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
        return workspace.Output.Row(0).ToArray();
    }

    // The gradient of the mean loss alone: what gradient descent that does not move sees.
    private static double[] Gradient(Model<double> model, MemoryExamples examples, int[] batch)
    {
        double[] statistics = model.Statistics.ToArray();
        using ThreadTeam team = new(1);
        DataParallelSteps<double> steps = new(model, new GradientDescent<double>(model.Parameters.Length), team, batch.Length);
        steps.Take(examples, batch, 0, 0, RandomStream.FromSeed(1));
        statistics.CopyTo(model.Statistics);
        return steps.Members[0].Gradient.ToArray();
    }
}
