using System.Globalization;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Optimisation.Catalogue;
using Neuromanifold.Optimisation.Training;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>The trials on the classifier: each value once from a seed of its own, then several trainings with the best, every one until a held-out tenth says that it is accurate enough.</summary>
internal static class ClassifierTrials
{
    // What compiles the code.
    private const double BesideSeconds = 1;

    public static IEnumerable<Trial> Of(ClassifierPlan plan, StudyConfiguration configuration, Dataset dataset)
    {
        // A seed of which no training counts.
        long choiceSeed = configuration.Seed + plan.Seeds;
        foreach (Contender contender in plan.Contenders)
        {
            foreach (double value in plan.IsChosen ? contender.Values : [])
            {
                yield return new Trial(
                    $"{OptimisersRows.Classifier}, {contender.Name}, choice of {value.ToString(CultureInfo.InvariantCulture)}",
                    Examples(contender),
                    bench => [Train(bench, plan, contender, value, choiceSeed, OptimisersRows.ChoiceOf(contender.Name))]) { Seconds = BesideSeconds };
            }

            for (int repeat = 0; repeat < plan.Seeds; repeat++)
            {
                long seed = configuration.Seed + repeat;
                yield return new Trial(
                    $"{OptimisersRows.Classifier}, {contender.Name}, seed {seed}",
                    Examples(contender),
                    bench => [Train(bench, plan, contender, Best(bench, contender), seed, contender.Name)]) { Seconds = BesideSeconds };
            }
        }

        double Examples(Contender contender) => contender.Cost * plan.Epochs * Math.Min(plan.Examples, dataset.Training.Count);
        double Best(TrialBench bench, Contender contender) => plan.IsChosen ? OptimisersRows.BestForClassifier(bench.Measured, contender.Name) ?? contender.Usual : contender.Usual;
    }

    private static TrialRow Train(TrialBench bench, ClassifierPlan plan, Contender contender, double value, long seed, string method)
    {
        ValidationSplit split = bench.Split(seed, plan.Examples);
        int classes = bench.Dataset.Classes?.Count ?? 10;
        OptimiserConfiguration optimiser = contender.At(value);
        WarmUp.Run(optimiser, Likelihood.Categorical(classes), ActivationFunctions.RectifiedLinear, split.Training, bench.Team);
        Model<float> model = TrialBench.Initialise(split.Training, plan.Hidden, "relu", classes, seed);
        TimedTraining training = new(model, optimiser.Create<float>(model.Network, bench.Team.Size), bench.Team, plan.Batch, optimiser.Settings.Number(OptimiserKind.LearningRate));
        Evaluation<float> evaluation = new(model, bench.Team);
        EvaluationResult? seen = null;
        long most = (long)plan.Epochs * Math.Max(1, split.Training.Count / plan.Batch);
        bool isDone = training.Run(split.Training, seed, double.PositiveInfinity, most, steps => steps % plan.LookPeriod == 0 || steps == most, HasArrived, bench.Cancellation);
        EvaluationResult? tested = isDone ? evaluation.Measure(bench.Dataset.Test) : null;
        bool hasArrived = isDone && seen?.Accuracy >= plan.Target;
        return new TrialRow(OptimisersRows.Classifier, method, value, seed, Numbers.Of(
            (OptimisersRows.TargetUpdates, hasArrived ? training.Steps : null),
            (OptimisersRows.TargetSeconds, hasArrived ? training.Seconds : null),
            (OptimisersRows.Updates, training.Steps),
            (OptimisersRows.Seconds, training.Seconds),
            (OptimisersRows.UpdateSeconds, training.Steps > 0 ? training.Seconds / training.Steps : null),
            (OptimisersRows.Accuracy, isDone ? seen?.Accuracy : null),
            (OptimisersRows.TestError, 1 - tested?.Accuracy)));

        bool HasArrived() => (seen = evaluation.Measure(split.HeldOut)).Accuracy >= plan.Target;
    }
}
