using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Optimisation.Training;

// Trains on a few digits, puts a posterior around the weights and prints how calibrated predictions are without it and with it.
using Neuromanifold.Fisher.Posteriors;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.FirstOrder;

Dataset digits = DatasetLoader.Load(DataSpecification.Parse("digits"));
Subset training = new(digits.Training, 0, 1000), test = new(digits.Test, 0, 2000);
Network network = new MultilayerPerceptron([784, 50, 10]).Build(digits.Training.InputShape);
Model<float> model = Model<float>.Initialise(
    network, Likelihood.Categorical(10), WeightInitialisation.He, RandomStream.FromSeed(0).Split("weights"));
using (ThreadTeam team = new(Environment.ProcessorCount))
{
    TrainingOptions options = new() { LearningRate = 0.001, Epochs = 100 };
    Adam<float> adam = new(model.Parameters.Length, new AdamOptions());
    new Trainer<float>(model, adam, team, new TrainingData(training, test), options).Train(new TrainingPosition(), new Silence());
}

LaplacePosterior<float> posterior = LaplacePosterior<float>
    .Fit(model, training, new LaplaceOptions { Structure = LaplaceStructure.LastLayer })
    .WithBestPrecision();
LaplacePrediction prediction = posterior.Predict(test);

Matrix<double> labels = new(test.Count, 1);
test.CopyOutcomes([.. Enumerable.Range(0, test.Count)], labels.View);
int[] observed = [.. labels.AsSpan().ToArray().Select(label => (int)label)];
Calibration alone = Calibration.Of(PredictiveMeans.AtMode(model.Likelihood, prediction), observed);
Calibration marginal = Calibration.Of(PredictiveMeans.Probit(model.Likelihood, prediction), observed);
Console.WriteLine($"prior precision {posterior.PriorPrecision:g3}, log marginal likelihood {posterior.LogMarginalLikelihood:f0}, {posterior.EffectiveParameters:f0} of {posterior.Parameters} parameters determined");
Console.WriteLine($"weights alone:      calibration error {alone.Error:p1}, loss {alone.NegativeLogLikelihood:f3}, test accuracy {alone.Accuracy:p1}");
Console.WriteLine($"with the posterior: calibration error {marginal.Error:p1}, loss {marginal.NegativeLogLikelihood:f3}, test accuracy {marginal.Accuracy:p1}");

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
