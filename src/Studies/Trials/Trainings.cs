using Neuromanifold.Experiments.Runs;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.FirstOrder;

namespace Neuromanifold.Studies.Trials;

/// <summary>The few things that trials do: chains of dense layers trained by Adam, and what is measured of them.</summary>
internal static class Trainings
{
    /// <summary>The examples of a step.</summary>
    public const int Batch = 100;

    /// <summary>Adam's learning rate.</summary>
    public const double LearningRate = 0.001;

    /// <summary>The training part less a random tenth, at most so many of each.</summary>
    /// <param name="bench">The data.</param>
    /// <param name="seed">The trial's seed.</param>
    /// <param name="maximum">The most examples to learn from; the held-out ones are at most half as many.</param>
    public static ValidationSplit Split(this StudyBench bench, long seed, int maximum = int.MaxValue)
    {
        ValidationSplit split = ValidationSplit.Of(bench.Dataset.Training, 0.1, RandomStream.FromSeed(seed));
        return new ValidationSplit(First(split.Training, maximum, seed), First(split.HeldOut, maximum / 2, seed));
    }

    /// <summary>A random choice of at most so many examples, in their order.</summary>
    public static IDatasetPart First(IDatasetPart part, int maximum, long seed)
    {
        if (part.Count <= maximum) return part;
        int[] order = new int[part.Count];
        RandomStream.FromSeed(seed).Split("choice").From().FillPermutation(order);
        int[] chosen = order[..maximum];
        Array.Sort(chosen);
        return new Subset(part, chosen);
    }

    /// <summary>A chain of dense layers with random weights, before any training.</summary>
    public static Model<float> Initialise(IExamples examples, string hidden, string activation, int classes, long seed)
    {
        NetworkConfiguration network = new($"{examples.InputShape.ElementCount}-{hidden}-{classes}") { Activation = activation };
        return Model<float>.Initialise(network.Build(examples.InputShape), Likelihood.Categorical(classes), network.WeightInitialisation, RandomStream.FromSeed(seed).Split("weights"));
    }

    /// <summary>Adam with its defaults.</summary>
    public static Adam<float> Adam(Model<float> model) => new(model.Parameters.Length, new AdamOptions());

    /// <summary>A copy of a model.</summary>
    public static Model<float> Copy(Model<float> model)
    {
        Model<float> copy = new(model.Network, model.Likelihood);
        model.Parameters.CopyTo(copy.Parameters);
        model.Statistics.CopyTo(copy.Statistics);
        return copy;
    }

    /// <summary>Trains by batches of 100 at a learning rate of 0.001.</summary>
    /// <exception cref="DivergenceException">The loss is not finite.</exception>
    public static void Train(this StudyBench bench, Model<float> model, Optimiser<float> optimiser, IExamples examples, int epochs, long seed)
    {
        // What is judged is judged afterwards; one example is enough for the loop's own evaluation.
        TrainingData data = new(examples, new FirstExamples(examples, 1));
        TrainingOptions options = new() { BatchSize = Math.Min(Batch, examples.Count), Epochs = epochs, LearningRate = LearningRate, Seed = seed };
        new Trainer<float>(model, optimiser, bench.Team, data, options).Train(new TrainingPosition(), new Unwatched(), bench.Cancellation);
    }

    /// <summary>Trains what a configuration says; whether it got to the end, which it does unless it diverges.</summary>
    /// <param name="bench">On what, and by whom.</param>
    /// <param name="run">What to train, and how.</param>
    /// <param name="epochCompleted">Told of every epoch.</param>
    public static bool Train(this StudyBench bench, RunConfiguration run, Action<Session<float>, EpochRecord> epochCompleted)
    {
        Session<float> session = new(run, bench.Dataset, bench.Team);
        try
        {
            session.Trainer.Train(new TrainingPosition(), new Unwatched(record => epochCompleted(session, record)), bench.Cancellation);
            return true;
        }
        catch (NumericalException)
        {
            return false;
        }
    }

    /// <summary>The diagonal of the Fisher information, labels in exact expectation: the mean over some examples.</summary>
    public static double[] Information(this StudyBench bench, Model<float> model, IExamples examples)
    {
        double[] information = new double[model.Parameters.Length];
        RepresentationEstimator.Estimate(model, examples, RepresentationKind.Diagonal, new EstimationOptions { Threads = bench.Configuration.Threads }, bench.Cancellation).Diagonal(information);
        return information;
    }

    /// <summary>Loss and accuracy.</summary>
    public static EvaluationResult Evaluate(this StudyBench bench, Model<float> model, IExamples examples)
    {
        bench.Cancellation.ThrowIfCancellationRequested();
        return new Evaluation<float>(model, bench.Team).Measure(examples);
    }

    private sealed class Unwatched(Action<EpochRecord>? epochCompleted = null) : ITrainingObserver
    {
        public void StepTaken(in StepReport report)
        {
            // The trial as a whole is told.
        }

        public void EpochCompleted(EpochRecord record) => epochCompleted?.Invoke(record);

        public void CheckpointDue(TrainingPosition position)
        {
            // A trial is run as a whole.
        }
    }
}
