using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Training;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(700)]
    public void Loss_and_accuracy_are_those_of_a_loop_over_examples_with_the_same_bits_for_any_team(int count)
    {
        Likelihood likelihood = Likelihood.Categorical(3);
        Model<double> model = Chain.Build<double>(likelihood, [3, 5, 3], 4, normalisation: NormalisationPlace.Before, dropout: 0.5);
        MemoryExamples examples = MemoryExamples.Draw(likelihood, count, 3, RandomStream.FromSeed(count));
        double loss = 0;
        int correct = 0;
        Workspace<double> workspace = new(model.Network, new WorkspaceOptions(1));
        double[] mode = new double[1];
        for (int i = 0; i < count; i++)
        {
            examples.Inputs[i].CopyTo(workspace.Input.Row(0));
            model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
            loss -= likelihood.LogDensity(workspace.Output.Row(0), examples.Outcomes[i]);
            likelihood.Mode(workspace.Output.Row(0), mode);
            if (mode[0] == examples.Outcomes[i][0]) correct++;
        }

        List<EvaluationResult> results = [];
        for (int members = 1; members <= 3; members++)
        {
            using ThreadTeam team = new(members);
            results.Add(new Evaluation<double>(model, team).Measure(examples));
        }

        Close.Assert(loss / count, results[0].Loss, 1e-13);
        Assert.Equal((double)correct / count, results[0].Accuracy);
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void One_evaluation_serves_data_of_different_sizes_and_follows_the_model()
    {
        Likelihood likelihood = Likelihood.Poisson(2);
        Model<double> model = Chain.Build<double>(likelihood, [2, 2], 4);
        using ThreadTeam team = new(2);
        Evaluation<double> evaluation = new(model, team);
        MemoryExamples few = MemoryExamples.Draw(likelihood, 3, 2, RandomStream.FromSeed(1)), many = MemoryExamples.Draw(likelihood, 600, 2, RandomStream.FromSeed(2));
        EvaluationResult first = evaluation.Measure(few);
        Assert.Null(first.Accuracy);
        evaluation.Measure(many);
        Assert.Equal(first, evaluation.Measure(few));
        model.Parameters.Span[0] += 1;
        Assert.NotEqual(first.Loss, evaluation.Measure(few).Loss);
    }

    [Fact]
    public void No_examples_are_refused()
    {
        Model<double> model = Chain.Build<double>(Likelihood.Categorical(2), [2, 2], 1);
        using ThreadTeam team = new(1);
        Assert.Throws<ArgumentException>(() => new Evaluation<double>(model, team).Measure(new NoExamples()));
    }
}
