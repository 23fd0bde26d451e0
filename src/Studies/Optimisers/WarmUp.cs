using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Optimisation.Catalogue;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>Compiles an optimiser's code on a network of a few units, so that no clock runs meanwhile.</summary>
internal static class WarmUp
{
    private const int Steps = 300, Batch = 8;

    public static void Run(OptimiserConfiguration optimiser, Likelihood few, ActivationFunction activation, IExamples examples, ThreadTeam team)
    {
        Network network = new MultilayerPerceptron([examples.InputShape.ElementCount, 4, 3, few.Dimension]) { Activation = activation }.Build(examples.InputShape);
        Model<float> model = Model<float>.Initialise(network, few, WeightInitialisation.Glorot, RandomStream.FromSeed(0));
        TimedTraining training = new(model, optimiser.Create<float>(network, team.Size), team, Batch, 1e-6 * optimiser.Settings.Number(OptimiserKind.LearningRate));
        training.Run(examples, seed: 0, maximumSeconds: 2, Steps, static _ => false, static () => false, CancellationToken.None);
    }
}
