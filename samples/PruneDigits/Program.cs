using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Optimisation.Training;

// Prunes four of five weights, by what the Fisher information says they are worth, and trains on with those left.
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Compression.Pruning;
using Neuromanifold.Optimisation.FirstOrder;

Dataset digits = DatasetLoader.Load(DataSpecification.Parse("digits"));
TrainingData data = new(digits.Training, digits.Test);
Network network = new MultilayerPerceptron([784, 80, 80, 10]).Build(digits.Training.InputShape);
Model<float> model = Model<float>.Initialise(
    network, Likelihood.Categorical(10), WeightInitialisation.He, RandomStream.FromSeed(0).Split("weights"));
int size = model.Parameters.Length;
TrainingOptions options = new() { LearningRate = 0.001, Epochs = 1 };
using ThreadTeam team = new(Environment.ProcessorCount);
new Trainer<float>(model, new Adam<float>(size, new AdamOptions()), team, data, options).Train(new TrainingPosition(), new EpochPrinter());

double[] information = new double[size];
RepresentationEstimator
    .Estimate(model, new Subset(digits.Training, 0, 2000), RepresentationKind.Diagonal, new EstimationOptions())
    .Diagonal(information);
PruningMask mask = PruningMask.Of(PruningScores.Fisher(model, information), sparsity: 0.8);
mask.Apply(model.Parameters.Span);
foreach ((string name, double sparsity) in mask.ByLayer(network)) Console.WriteLine($"{name}: {sparsity:p1} pruned");

MaskedOptimiser<float> masked = new(new Adam<float>(size, new AdamOptions()), mask);
new Trainer<float>(model, masked, team, data, options).Train(new TrainingPosition(), new EpochPrinter());

internal sealed class EpochPrinter : ITrainingObserver
{
    public void EpochCompleted(EpochRecord record) => Console.WriteLine($"test accuracy {record.Test.Accuracy:p1}");

    public void StepTaken(in StepReport report)
    {
        // Once an epoch is enough to read.
    }

    public void CheckpointDue(TrainingPosition position)
    {
        // The weights stay in memory.
    }
}
