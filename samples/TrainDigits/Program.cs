using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Optimisation.Training;

// Trains a network on the embedded digits by K-FAC and prints how it does after every epoch.
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.NaturalGradient;

Dataset digits = DatasetLoader.Load(DataSpecification.Parse("digits"));
Network network = new MultilayerPerceptron([784, 80, 80, 80, 10]).Build(digits.Training.InputShape);
Model<float> model = Model<float>.Initialise(
    network, Likelihood.Categorical(10), WeightInitialisation.He, RandomStream.FromSeed(0).Split("weights"));

using ThreadTeam team = new(Environment.ProcessorCount);
KroneckerFactoredNaturalGradient<float> kfac = new(network, new KroneckerFactoredOptions(), team.Size);
TrainingOptions options = new() { LearningRate = 0.3, Epochs = 2 };
Trainer<float> trainer = new(model, kfac, team, new TrainingData(digits.Training, digits.Test), options);
trainer.Train(new TrainingPosition(), new EpochPrinter());

internal sealed class EpochPrinter : ITrainingObserver
{
    public void EpochCompleted(EpochRecord record) => Console.WriteLine(
        $"epoch {record.Epoch}: test loss {record.Test.Loss:f3}, test accuracy {record.Test.Accuracy:p1}");

    public void StepTaken(in StepReport report)
    {
        // Once an epoch is enough to read.
    }

    public void CheckpointDue(TrainingPosition position)
    {
        // The weights stay in memory.
    }
}
