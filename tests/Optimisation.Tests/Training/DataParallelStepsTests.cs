using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Training;

public sealed class DataParallelStepsTests
{
    /// <summary>Shares differ only in the order of sums: 1e-12 of entries near 1 leaves room for some thousand roundings.</summary>
    [Fact]
    public void A_team_has_the_loss_and_gradient_of_a_single_member_also_where_members_have_no_example()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Likelihood likelihood = seed % 2 == 0 ? Likelihood.Categorical(3) : Likelihood.Bernoulli(2);
            int batch = 2 + (seed % 7);
            (double[] gradient, BatchLoss loss, double[] statistics) = Differentiate(likelihood, seed, batch, members: 1);
            for (int members = 2; members <= 4; members++)
            {
                (double[] shared, BatchLoss sharedLoss, double[] sharedStatistics) = Differentiate(likelihood, seed, batch, members);
                Close.Assert(gradient, shared, 1e-12, $"seed {seed}, {members} members");
                Close.Assert(statistics, sharedStatistics, 1e-12, $"seed {seed}, {members} members");
                Close.Assert(loss.NegativeLogLikelihood, sharedLoss.NegativeLogLikelihood, 1e-12);
                Assert.Equal(loss.Correct, sharedLoss.Correct);
            }
        }
    }

    [Fact]
    public void The_gradient_is_that_of_the_mean_loss_by_finite_differences()
    {
        Likelihood likelihood = Likelihood.Categorical(3);
        Model<double> model = Chain.Build<double>(likelihood, [2, 4, 3], 3);
        MemoryExamples examples = MemoryExamples.Draw(likelihood, 5, 2, RandomStream.FromSeed(3));
        using ThreadTeam team = new(2);
        Evaluation<double> evaluation = new(model, team);
        DataParallelSteps<double> steps = new(model, new GradientDescent<double>(model.Parameters.Length), team, 5);
        steps.Take(examples, new[] { 0, 1, 2, 3, 4 }, 0, 0, RandomStream.FromSeed(0));
        for (int i = 0; i < model.Parameters.Length; i++)
        {
            double at = model.Parameters.Span[i];
            model.Parameters.Span[i] = at + 1e-5;
            double ahead = evaluation.Measure(examples).Loss;
            model.Parameters.Span[i] = at - 1e-5;
            double behind = evaluation.Measure(examples).Loss;
            model.Parameters.Span[i] = at;
            Close.Assert((ahead - behind) / 2e-5, steps.Members[0].Gradient[i], 1e-8);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_batch_that_is_empty_or_larger_than_planned_is_refused(int count)
    {
        Model<double> model = Chain.Build<double>(Likelihood.Categorical(2), [2, 2], 1);
        MemoryExamples examples = MemoryExamples.Draw(model.Likelihood, 5, 2, RandomStream.FromSeed(1));
        using ThreadTeam team = new(1);
        DataParallelSteps<double> steps = new(model, new GradientDescent<double>(model.Parameters.Length), team, 3);
        Assert.Throws<ArgumentException>(() => steps.Take(examples, new int[count], 0, 0.1, RandomStream.FromSeed(0)));
    }

    [Fact]
    public void A_loss_that_is_not_finite_leaves_parameters_and_state_as_they_were()
    {
        for (int members = 1; members <= 3; members++)
        {
            Model<double> model = Chain.Build<double>(Likelihood.Normal(1), [2, 1], 1);
            MemoryExamples examples = new([[1, 2], [3, 4], [double.NaN, 1]], [[1], [2], [3]]);
            Momentum<double> optimiser = new(model.Parameters.Length);
            using ThreadTeam team = new(members);
            DataParallelSteps<double> steps = new(model, optimiser, team, 3);
            steps.Take(examples, new[] { 0, 1 }, 0, 0.1, RandomStream.FromSeed(0));
            double[] parameters = model.Parameters.ToArray(), momentum = optimiser.State[0].Values.ToArray();
            Assert.Equal(double.NaN, steps.Take(examples, new[] { 0, 1, 2 }, 1, 0.1, RandomStream.FromSeed(0)).NegativeLogLikelihood);
            Assert.Equal(parameters, model.Parameters.ToArray());
            Assert.Equal(momentum, optimiser.State[0].Values.ToArray());
        }
    }

    private static (double[] Gradient, BatchLoss Loss, double[] Statistics) Differentiate(Likelihood likelihood, int seed, int batch, int members)
    {
        Model<double> model = Chain.Build<double>(likelihood, [3, 6, likelihood.Dimension], seed, normalisation: (NormalisationPlace)(seed % 3), dropout: seed % 4 * 0.2);
        MemoryExamples examples = MemoryExamples.Draw(likelihood, batch, 3, RandomStream.FromSeed(seed).Split("data"));
        using ThreadTeam team = new(members);
        DataParallelSteps<double> steps = new(model, new GradientDescent<double>(model.Parameters.Length), team, batch);
        BatchLoss loss = steps.Take(examples, Enumerable.Range(0, batch).ToArray(), 0, 0, RandomStream.FromSeed(seed).Split("noise"));
        return (steps.Members[0].Gradient.ToArray(), loss, model.Statistics.ToArray());
    }
}
