using Neuromanifold.Data.Datasets;
using Neuromanifold.Extension.Tests.Likelihoods;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Extension.Tests.Optimisers;

/// <summary>Optimisers, a family and data from outside train together, and with our own optimiser, by the public surface alone.</summary>
public sealed class ForeignOptimiserTests
{
    private static readonly IndependentBinomial Family = new(2, 4);

    public static TheoryData<string> Names => ["sign-momentum", "diagonal-natural-gradient", "layer-trace", "kfac"];

    [Theory, MemberData(nameof(Names))]
    public void They_learn_what_the_data_hold(string name)
    {
        (EvaluationResult before, EvaluationResult after, _) = Train(name, members: 2);
        double best = Truth();
        Assert.True(after.Loss - best < 0.35 * (before.Loss - best), $"from {before.Loss} to {after.Loss}, where the best is {best}");
        Assert.Null(after.Accuracy);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_team_of_any_size_learns_the_same_to_rounding(string name)
    {
        double[] alone = Train(name, members: 1, epochs: 1).Parameters, shared = Train(name, members: 3, epochs: 1).Parameters;
        for (int i = 0; i < alone.Length; i++) Assert.Equal(alone[i], shared[i], 1e-9 * Math.Max(1, Math.Abs(alone[i])));
    }

    private static (EvaluationResult Before, EvaluationResult After, double[] Parameters) Train(string name, int members, int epochs = 6)
    {
        MultilayerPerceptron chain = new([2, 8, 2]) { Activation = ActivationFunctions.HyperbolicTangent };
        Model<double> model = Model<double>.Initialise(chain.Build(new Shape(2)), Family, WeightInitialisation.LeCun, RandomStream.FromSeed(1));
        using ThreadTeam team = new(members);
        Evaluation<double> evaluation = new(model, team);
        TrialCounts training = new(Family, 300), test = new(Family, 200);
        EvaluationResult before = evaluation.Measure(test);
        (Optimiser<double> optimiser, double rate) = Create(name, model.Network, members);
        TrainingOptions options = new() { BatchSize = 20, Epochs = epochs, LearningRate = rate, Schedule = new LearningRateSchedule.Cosine() };
        new Trainer<double>(model, optimiser, team, new TrainingData(training, test), options).Train(new TrainingPosition(), new Unobserved());
        return (before, evaluation.Measure(test), model.Parameters.ToArray());
    }

    private static (Optimiser<double> Optimiser, double LearningRate) Create(string name, Network network, int members) => name switch
    {
        "sign-momentum" => (new SignMomentum<double>(network.Parameters.Length, 0.9), 0.02),
        "diagonal-natural-gradient" => (new DiagonalNaturalGradient<double>(network, 0.1), 0.2),
        "layer-trace" => (new LayerTraceNaturalGradient<double>(network, new NaturalGradientOptions { DivergenceLimit = 10, Damping = 0.1, StatisticsPeriod = 1 }, members), 0.1),
        _ => (new KroneckerFactoredNaturalGradient<double>(network, new KroneckerFactoredOptions { DivergenceLimit = 10 }, members), 0.3),
    };

    // The mean loss of the parameters the outcomes were drawn with.
    private static double Truth()
    {
        TrialCounts test = new(Family, 200);
        int[] indices = [.. Enumerable.Range(0, test.Count)];
        Matrix<double> inputs = new(test.Count, 2), outcomes = new(test.Count, 2);
        test.CopyInputs(indices, inputs.View);
        test.CopyOutcomes(indices, outcomes.View);
        return -indices.Average(i => Family.LogDensity([inputs[i, 0] - inputs[i, 1], Math.Sin(2 * inputs[i, 0])], outcomes.Row(i)));
    }
}
