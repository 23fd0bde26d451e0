using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.Exact;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

/// <summary>How long a natural step is and whether it is taken.</summary>
public sealed class StepPolicyTests
{
    /// <summary>The loss of a linear network with squared error is its quadratic model, so the step leaves no slope along the direction or the step before.</summary>
    [Fact]
    public void On_a_quadratic_objective_the_model_s_step_leaves_no_slope_in_its_plane()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            Likelihood likelihood = Likelihood.Normal(2, 0.6);
            Model<double> model = Chain.Build<double>(likelihood, [4, 2], seed);
            MemoryExamples examples = MemoryExamples.Draw(likelihood, 12, 4, RandomStream.FromSeed(seed).Split("data"));
            DiagonalOptions options = new() { Damping = 1e-9, WeightDecay = 0, DivergenceLimit = double.PositiveInfinity, StepLength = StepLength.Model, Labels = LabelRule.Expected };
            int members = 1 + (seed % 3);
            DiagonalNaturalGradient<double> optimiser = new(model.Network, options, members);
            double[]? last = null;
            for (int step = 0; step < 4; step++)
            {
                double[] slopes = FullBatch.Gradient(model, examples), move = FullBatch.Step(model, examples, optimiser, 1, members, step), rest = FullBatch.Gradient(model, examples);
                double unit = Norm(slopes) * Norm(move);
                Assert.InRange(Dot(rest, move) / unit, -1e-7, 1e-7);
                if (last is not null) Assert.InRange(Dot(rest, last) / (Norm(slopes) * Norm(last)), -1e-7, 1e-7);
                last = move;
            }
        }
    }

    [Fact]
    public void The_model_s_step_keeps_to_the_limit_on_divergences()
    {
        (Model<double> model, MemoryExamples examples) = Logistic(3);
        double limit = 1e-4, allowed = limit * Math.Pow(examples.Count / 500.0, 2);
        double[,] fisher = FullBatch.Fisher(model, examples);
        double[] move = FullBatch.Step(model, examples, new ExactNaturalGradient<double>(model.Network, new ExactOptions { DivergenceLimit = limit, StepLength = StepLength.Model }, 1), 1);
        Close.Assert(allowed, Form(fisher, move), 1e-9);
    }

    [Fact]
    public void A_step_that_does_not_lower_the_objective_is_taken_back_with_its_momentum_and_counted()
    {
        (Model<double> model, MemoryExamples examples) = Logistic(2);
        double[] before = model.Parameters.ToArray();
        KroneckerFactoredOptions options = new() { DivergenceLimit = double.PositiveInfinity, RejectsSteps = true, Adaptation = new LevenbergMarquardt() };
        KroneckerFactoredNaturalGradient<double> optimiser = new(model.Network, options, 2);
        FullBatch.Step(model, examples, optimiser, 1e4, members: 2);
        Assert.Equal(before, model.Parameters.ToArray());
        Assert.Equal(1, optimiser.RejectedSteps);
        Assert.True(optimiser.Damping > options.Damping, "The damping rises.");
        Assert.All(optimiser.State.Single(state => state.Name == "momentum").Values.ToArray(), value => Assert.Equal(0, value));
        FullBatch.Step(model, examples, optimiser, 0.05, members: 2, index: 1);
        Assert.Equal(1, optimiser.RejectedSteps);
        Assert.NotEqual(before, model.Parameters.ToArray());
    }

    [Fact]
    public void A_step_within_a_trust_region_lowers_the_loss_and_moves_the_model_no_farther_than_the_radius()
    {
        foreach (double radius in (ReadOnlySpan<double>)[1e-6, 1e-3, 0.05])
        {
            for (int seed = 0; seed < 4; seed++)
            {
                (Model<double> model, MemoryExamples examples) = Logistic(seed);
                double[] outputs = FullBatch.Outputs(model, examples);
                double loss = FullBatch.Loss(model, examples);
                ExactNaturalGradient<double> optimiser = Within(model, new TrustRegion(radius), 1 + (seed % 2));
                FullBatch.Step(model, examples, optimiser, 1, 1 + (seed % 2));
                double divergence = Divergence(model.Likelihood, outputs, FullBatch.Outputs(model, examples), examples.Count);
                TrustRegionOutcome outcome = optimiser.LastTrustRegion!.Value;
                Assert.True(outcome.IsAdmitted);
                Assert.InRange(divergence, 0.1 * radius, radius);
                Close.Assert(divergence, outcome.Divergence, 1e-9);
                Close.Assert(FullBatch.Loss(model, examples) - loss, outcome.Change, 1e-9);
                Assert.True(outcome.Change < 0);
            }
        }
    }

    [Fact]
    public void A_trust_region_that_admits_no_trial_leaves_the_parameters_and_says_so()
    {
        (Model<double> model, MemoryExamples examples) = Logistic(1);
        double[] before = model.Parameters.ToArray();
        ExactNaturalGradient<double> optimiser = Within(model, new TrustRegion(0.01) { Trials = 3 }, 2);
        FullBatch.Step(model, examples, optimiser, 50, members: 2);
        Assert.Equal(before, model.Parameters.ToArray());
        Assert.Equal(1, optimiser.RejectedSteps);
        Assert.Equal((false, 3), (optimiser.LastTrustRegion!.Value.IsAdmitted, optimiser.LastTrustRegion.Value.Trials));
        Assert.True(optimiser.LastTrustRegion.Value.Divergence > 0.01);
        Assert.Equal("Steps not taken because the trust region admitted no trial: 1.", optimiser.Remark);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_radius_that_is_not_positive_is_refused(double radius) => Assert.Throws<ArgumentOutOfRangeException>(() => new TrustRegion(radius));

    /// <summary>
    /// One Bernoulli parameter, the bias, the input being 0: its geodesics run at constant speed in 2 arcsin √p. The correction
    /// misses them by O(γ³), the plain step by O(γ²).
    /// </summary>
    [Fact]
    public void Corrected_steps_follow_the_geodesic_to_second_order()
    {
        foreach (bool follows in (ReadOnlySpan<bool>)[false, true])
        {
            double wide = Miss(0.04, follows), narrow = Miss(0.02, follows);
            Assert.InRange(wide / narrow, follows ? 7 : 3.5, follows ? 9 : 4.5);
        }
    }

    [Fact]
    public void A_correction_longer_than_half_the_step_is_left_out_and_counted()
    {
        (Model<double> model, MemoryExamples examples) = Logistic(1);
        ExactNaturalGradient<double> optimiser = new(model.Network, new ExactOptions { FollowsGeodesics = true, DivergenceLimit = double.PositiveInfinity }, 1);
        FullBatch.Step(model, examples, optimiser, 1e3);
        Assert.Equal(1, optimiser.OmittedCorrections);
    }

    private static double Miss(double rate, bool follows)
    {
        Likelihood likelihood = Likelihood.Bernoulli(1);
        Model<double> model = Chain.Build<double>(likelihood, [1, 1], 4);
        model.Parameters.Span.Fill(0.7);
        MemoryExamples examples = new([[0.0]], [[0.0]]);
        ExactOptions options = new() { Damping = 0, WeightDecay = 0, Momentum = 0, PseudoInverse = true, DivergenceLimit = double.PositiveInfinity, FollowsGeodesics = follows };

        // g = p, F = p(1 − p), so v = 1/(1 − p) and the speed √F v.
        double p = 1 / (1 + Math.Exp(-0.7)), arrival = Angle(p) - (rate * Math.Sqrt(p * (1 - p)) / (1 - p));
        FullBatch.Step(model, examples, new ExactNaturalGradient<double>(model.Network, options, 1), rate);
        return Math.Abs(Angle(1 / (1 + Math.Exp(-FullBatch.Outputs(model, examples)[0]))) - arrival);
    }

    private static double Angle(double p) => 2 * Math.Asin(Math.Sqrt(p));

    private static ExactNaturalGradient<double> Within(Model<double> model, TrustRegion region, int members) =>
        new(model.Network, new ExactOptions { Solver = ExactSolver.ConjugateGradients, Damping = 1e-3, WeightDecay = 0, TrustRegion = region }, members);

    private static (Model<double> Model, MemoryExamples Examples) Logistic(int seed)
    {
        Likelihood likelihood = Likelihood.Categorical(3);
        return (Chain.Build<double>(likelihood, [3, 4, 3], seed), MemoryExamples.Draw(likelihood, 20, 3, RandomStream.FromSeed(seed).Split("data")));
    }

    private static double Divergence(Likelihood likelihood, double[] from, double[] to, int examples)
    {
        int width = likelihood.Dimension;
        return Enumerable.Range(0, examples).Sum(i => likelihood.KullbackLeibler(from.AsSpan(i * width, width), to.AsSpan(i * width, width))) / examples;
    }

    private static double Form(double[,] matrix, double[] v) => Enumerable.Range(0, v.Length).Sum(i => v[i] * Enumerable.Range(0, v.Length).Sum(j => matrix[i, j] * v[j]));

    private static double Dot(double[] u, double[] v) => u.Zip(v, (a, b) => a * b).Sum();

    private static double Norm(double[] v) => Math.Sqrt(Dot(v, v));
}
