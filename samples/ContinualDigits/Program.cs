using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Optimisation.Training;

// Learns the digits, then the digits with their pixels in another order, with and without holding what the first task needs.
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Continual;
using Neuromanifold.Optimisation.FirstOrder;

Dataset digits = DatasetLoader.Load(DataSpecification.Parse("digits"));
RandomStream order = RandomStream.FromSeed(0).Split("order");
TrainingData first = new(digits.Training, digits.Test);
TrainingData second = new(new ShuffledInputs(digits.Training, order), new ShuffledInputs(digits.Test, order));
Network network = new MultilayerPerceptron([784, 80, 80, 10]).Build(digits.Training.InputShape);
int size = network.Parameters.Length;
using ThreadTeam team = new(Environment.ProcessorCount);
double[] information = new double[size];
foreach (double strength in new[] { 0.0, 100 })
{
    Model<float> model = Model<float>.Initialise(
        network, Likelihood.Categorical(10), WeightInitialisation.He, RandomStream.FromSeed(0).Split("weights"));
    QuadraticPenalty<float> penalty = new(size);
    Learn(model, penalty, first);
    RepresentationEstimator
        .Estimate(model, new Subset(digits.Training, 0, 2000), RepresentationKind.Diagonal, new EstimationOptions())
        .Diagonal(information);
    penalty.Hold(information, model.Parameters.Span, strength);
    Learn(model, penalty, second);
    Evaluation<float> evaluation = new(model, team);
    Console.WriteLine($"strength {strength}: first task {evaluation.Measure(first.Test).Accuracy:p1}, second task {evaluation.Measure(second.Test).Accuracy:p1}");
    if (strength > 0) Console.WriteLine($"first task after the second, held: test accuracy {evaluation.Measure(first.Test).Accuracy:p1}");
}

void Learn(Model<float> model, QuadraticPenalty<float> penalty, TrainingData data)
{
    PenalisedOptimiser<float> optimiser = new(new Adam<float>(size, new AdamOptions()), penalty);
    TrainingOptions options = new() { LearningRate = 0.001, Epochs = 1 };
    new Trainer<float>(model, optimiser, team, data, options).Train(new TrainingPosition(), new Silence());
}

internal sealed class Silence : ITrainingObserver
{
    public void StepTaken(in StepReport report)
    {
        // Only the end is of interest.
    }

    public void EpochCompleted(EpochRecord record)
    {
        // Only the end is of interest.
    }

    public void CheckpointDue(TrainingPosition position)
    {
        // The weights stay in memory.
    }
}
