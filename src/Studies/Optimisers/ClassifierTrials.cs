using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Optimisation.Catalogue;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>The trials on the classifier: each value once from a seed of its own, then several trainings with the best, every one until a held-out tenth says that it is accurate enough.</summary>
internal static class ClassifierTrials
{
    // What compiles the code.
    private const double BesideSeconds = 1;

    public static IEnumerable<Measurement<MeasuredRows<TrialRow>>> Of(StudyBench bench, ClassifierPlan plan)
    {
        // A seed of which no training counts.
        long choiceSeed = bench.Configuration.Seed + plan.Seeds;
        foreach (Contender contender in plan.Contenders)
        {
            foreach (double value in plan.IsChosen ? contender.Values : [])
            {
                yield return TrialStudy.Trial(
                    $"{OptimisersRows.Classifier}, {contender.Name}, choice of {NumberText.Exact(value)}",
                    Examples(contender),
                    _ => [Train(bench, plan, contender, value, choiceSeed, OptimisersRows.ChoiceOf(contender.Name))],
                    BesideSeconds);
            }

            foreach (long seed in bench.Seeds(plan.Seeds))
            {
                yield return TrialStudy.Trial(
                    $"{OptimisersRows.Classifier}, {contender.Name}, seed {seed}",
                    Examples(contender),
                    rows => [Train(bench, plan, contender, Best(rows, contender), seed, contender.Name)],
                    BesideSeconds);
            }
        }

        double Examples(Contender contender) => contender.Cost * plan.Epochs * Math.Min(plan.Examples, bench.Dataset.Training.Count);
        double Best(TrialRows rows, Contender contender) =>
            (plan.IsChosen ? OptimisersRows.BestForClassifier(rows, contender.Name) : null) ?? contender.Usual;
    }

    private static TrialRow Train(StudyBench bench, ClassifierPlan plan, Contender contender, double value, long seed, string method)
    {
        ValidationSplit split = bench.Split(seed, plan.Examples);
        int classes = bench.Classes;
        OptimiserConfiguration optimiser = contender.At(value);
        WarmUp.Run(optimiser, Likelihood.Categorical(classes), ActivationFunctions.RectifiedLinear, split.Training, bench.Team);
        Model<float> model = Trainings.Initialise(split.Training, plan.Hidden, "relu", classes, seed);
        TimedTraining training = new(model, optimiser.Create<float>(model.Network, bench.Team.Size), bench.Team, plan.Batch, optimiser.Settings.Number(OptimiserKind.LearningRate));
        Evaluation<float> evaluation = new(model, bench.Team);
        EvaluationResult? seen = null;
        long maximum = (long)plan.Epochs * Math.Max(1, split.Training.Count / plan.Batch);
        bool isDone = training.Run(split.Training, seed, double.PositiveInfinity, maximum, steps => steps % plan.LookPeriod == 0 || steps == maximum, HasArrived, bench.Cancellation);
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
