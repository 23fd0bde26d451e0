using Neuromanifold.Fisher.Labels;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

public sealed class AdaptationTests
{
    /// <summary>
    /// A linear network with squared error has a quadratic loss whose Hessian is the Fisher matrix, so the change foretold
    /// differs from the actual one by the damping's ½λ‖δ‖² alone.
    /// </summary>
    [Fact]
    public void On_a_quadratic_objective_the_model_foretells_the_change_but_for_the_damping()
    {
        for (int seed = 0; seed < 9; seed++)
        {
            Likelihood likelihood = Likelihood.Normal(2, 0.6);
            Model<double> model = Chain.Build<double>(likelihood, [3, 2], seed);
            KroneckerFactoredOptions options = Options(new LevenbergMarquardt(Period: 1)) with { WeightDecay = seed % 2 * 0.3, Momentum = seed % 3 * 0.4 };
            MemoryExamples examples = MemoryExamples.Draw(likelihood, 10, 3, RandomStream.FromSeed(seed).Split("data"));
            int members = 1 + (seed % 3);
            KroneckerFactoredNaturalGradient<double> optimiser = new(model.Network, options, members);
            using ThreadTeam team = new(members);
            DataParallelSteps<double> steps = new(model, optimiser, team, 10);
            Assert.True(double.IsNaN(optimiser.ReductionRatio), "No adaptation has happened.");
            for (int step = 0; step < 4; step++)
            {
                double damping = optimiser.Damping;
                double[] before = model.Parameters.ToArray();
                double objective = Objective(before, examples, options.WeightDecay);
                steps.Take(examples, Enumerable.Range(0, 10).ToArray(), step, 0.5, RandomStream.FromSeed(seed).Split(step));
                double[] after = model.Parameters.ToArray();
                double actual = Objective(after, examples, options.WeightDecay) - objective;
                double length = after.Zip(before, (to, from) => (to - from) * (to - from)).Sum();
                double foretold = actual + (0.5 * damping * length);
                Close.Assert(actual / foretold, optimiser.ReductionRatio, 1e-8, $"seed {seed}, step {step}");
                Assert.Equal(options.Adaptation!.Adapt(damping, actual, foretold), optimiser.Damping, 1e-15);
            }
        }
    }

    /// <summary>With dropout and batch normalisation no closed form is at hand, but a short step has ρ = 1 + O(γ) if both losses are taken under one noise.</summary>
    [Fact]
    public void A_short_step_is_foretold_under_dropout_and_batch_normalisation()
    {
        for (int seed = 0; seed < 4; seed++)
        {
            KroneckerFactoredNaturalGradient<double> optimiser = Run(Likelihood.Categorical(3), seed, 1e-5, Options(new LevenbergMarquardt()), dropout: 0.4, NormalisationPlace.After);
            Assert.InRange(optimiser.ReductionRatio, 0.999, 1.001);
            Assert.Equal(0.5 * new LevenbergMarquardt().Factor, optimiser.Damping, 1e-15);
        }
    }

    [Fact]
    public void A_step_beyond_the_trusted_region_raises_the_damping()
    {
        KroneckerFactoredNaturalGradient<double> optimiser = Run(Likelihood.Poisson(2), 1, 40, Options(new LevenbergMarquardt()), dropout: 0, NormalisationPlace.None);
        Assert.Equal(0.5 / new LevenbergMarquardt().Factor, optimiser.Damping, 1e-15);
    }

    [Fact]
    public void A_second_look_leaves_running_statistics_as_after_one()
    {
        double[][] statistics = [.. new[] { null, new LevenbergMarquardt() }.Select(adaptation =>
        {
            Model<double> model = Chain.Build<double>(Likelihood.Categorical(3), [4, 5, 3], 2, normalisation: NormalisationPlace.Before);
            Take(model, 2, 0.1, Options(adaptation));
            return model.Statistics.ToArray();
        })];
        Assert.Equal(statistics[0], statistics[1]);
    }

    private static KroneckerFactoredOptions Options(LevenbergMarquardt? adaptation) =>
        new() { Damping = 0.5, DivergenceLimit = double.PositiveInfinity, Momentum = 0, WeightDecay = 0, StatisticsPeriod = 1, InversePeriod = 1, Labels = LabelRule.Expected, Adaptation = adaptation };

    private static KroneckerFactoredNaturalGradient<double> Run(Likelihood likelihood, int seed, double rate, KroneckerFactoredOptions options, double dropout, NormalisationPlace normalisation) =>
        Take(Chain.Build<double>(likelihood, [4, 5, likelihood.Dimension], seed, normalisation: normalisation, dropout: dropout), seed, rate, options);

    private static KroneckerFactoredNaturalGradient<double> Take(Model<double> model, int seed, double rate, KroneckerFactoredOptions options)
    {
        MemoryExamples examples = MemoryExamples.Draw(model.Likelihood, 12, 4, RandomStream.FromSeed(seed).Split("data"));
        KroneckerFactoredNaturalGradient<double> optimiser = new(model.Network, options, 2);
        using ThreadTeam team = new(2);
        new DataParallelSteps<double>(model, optimiser, team, 12).Take(examples, Enumerable.Range(0, 12).ToArray(), 0, rate, RandomStream.FromSeed(seed).Split("noise"));
        return optimiser;
    }

    // The mean of ½‖y − Wx − b‖²/s² and ½η‖θ‖², the terms without θ left out.
    private static double Objective(double[] θ, MemoryExamples examples, double weightDecay)
    {
        double sum = 0;
        for (int i = 0; i < examples.Count; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double error = θ[6 + j] - examples.Outcomes[i][j];
                for (int k = 0; k < 3; k++) error += θ[(3 * j) + k] * examples.Inputs[i][k];
                sum += 0.5 * error * error / 0.6 / examples.Count;
            }
        }

        return sum + (0.5 * weightDecay * θ.Sum(value => value * value));
    }
}
