using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Optimisation.Catalogue;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>The trials on the autoencoder: values on a part of the training data, judged on images held out, then one training with the best.</summary>
internal static class AutoencoderTrials
{
    // Looks, and what compiles the code, beside the seconds of training.
    private const double Beside = 1.3, BesideSeconds = 2;

    // Looks are this many updates apart, as a share of those before.
    private const double LookRatio = 1.2;

    private const long FirstLook = 1;

    public static IEnumerable<Measurement<MeasuredRows<TrialRow>>> Of(StudyBench bench, AutoencoderPlan plan) => plan.Contenders.SelectMany(contender => Choices(bench, plan, contender).Append(
        TrialStudy.Trial($"{OptimisersRows.Autoencoder}, {contender.Name}", 0, rows => Train(bench, plan, contender, rows), (Beside * plan.Seconds) + BesideSeconds)));

    private static IEnumerable<Measurement<MeasuredRows<TrialRow>>> Choices(StudyBench bench, AutoencoderPlan plan, Contender contender) => plan.ChoiceSeconds == 0 ? [] : contender.Values.Select(value => TrialStudy.Trial(
        $"{OptimisersRows.Autoencoder}, {contender.Name}, choice of {NumberText.Exact(value)}",
        0,
        _ => [Try(bench, plan, contender, value)],
        plan.ChoiceSeconds + BesideSeconds));

    private static TrialRow Try(StudyBench bench, AutoencoderPlan plan, Contender contender, double value)
    {
        long seed = bench.Configuration.Seed;
        int all = Math.Min(plan.Examples, bench.Dataset.Training.Count);
        ValidationSplit split = bench.Split(seed, Math.Max(2, (int)Math.Round(plan.ChoiceShare * all)));
        (Model<float> model, TimedTraining training) = Begin(bench, plan, contender.At(value), seed);
        bool isDone = training.Run(new Reconstruction(split.Training), seed, plan.ChoiceSeconds, long.MaxValue, static _ => false, static () => false, bench.Cancellation);
        double? loss = isDone ? new ReconstructionMeasure(model, bench.Team).Of(new Reconstruction(split.HeldOut)).Loss : null;
        return new TrialRow(OptimisersRows.Autoencoder, OptimisersRows.ChoiceOf(contender.Name), value, seed, Numbers.Of((OptimisersRows.HeldOutLoss, loss), (OptimisersRows.Updates, training.Steps)));
    }

    private static IReadOnlyList<TrialRow> Train(StudyBench bench, AutoencoderPlan plan, Contender contender, TrialRows before)
    {
        long seed = bench.Configuration.Seed;
        double value = plan.ChoiceSeconds == 0 ? contender.Usual : OptimisersRows.BestForAutoencoder(before, contender.Name) ?? contender.Usual;
        Reconstruction examples = new(Trainings.First(bench.Dataset.Training, plan.Examples, seed)), test = new(bench.Dataset.Test);
        (Model<float> model, TimedTraining training) = Begin(bench, plan, contender.At(value), seed);
        ReconstructionMeasure measure = new(model, bench.Team);
        List<TrialRow> rows = [];
        long next = FirstLook;
        bool isDone = training.Run(examples, seed, plan.Seconds, long.MaxValue, IsDue, () => !Look(plan.Watched, contender.Name), bench.Cancellation);
        if (isDone && (rows.Count == 0 || rows[^1].Setting != training.Steps)) isDone = Look(plan.Watched, contender.Name);
        if (isDone) Look(int.MaxValue, OptimisersRows.EndOf(contender.Name));
        if (rows.Count == 0) rows.Add(new TrialRow(OptimisersRows.Autoencoder, contender.Name, training.Steps, seed, Numbers.Of((OptimisersRows.Chosen, value))));
        return rows;

        bool IsDue(long steps)
        {
            if (steps < next) return false;
            next = (long)Math.Ceiling(LookRatio * next);
            return true;
        }

        // Whether the model can still be told from none.
        bool Look(int maximum, string method)
        {
            ReconstructionQuality seen = measure.Of(examples, maximum), unseen = measure.Of(test, maximum);
            if (!double.IsFinite(seen.Loss)) return false;
            rows.Add(new TrialRow(OptimisersRows.Autoencoder, method, training.Steps, seed, Numbers.Of(
                (OptimisersRows.Seconds, training.Seconds),
                (OptimisersRows.TrainingLoss, seen.Loss),
                (OptimisersRows.TrainingError, seen.Error),
                (OptimisersRows.TestLoss, unseen.Loss),
                (OptimisersRows.TestError, unseen.Error),
                (OptimisersRows.Chosen, value))));
            return true;
        }
    }

    private static (Model<float> Model, TimedTraining Training) Begin(StudyBench bench, AutoencoderPlan plan, OptimiserConfiguration optimiser, long seed)
    {
        Reconstruction examples = new(bench.Dataset.Training);
        WarmUp.Run(optimiser, Likelihood.Bernoulli(examples.OutcomeWidth), ActivationFunctions.HyperbolicTangent, examples, bench.Team);
        Model<float> model = Autoencoder.Initialise(plan, examples.InputShape, seed);
        return (model, new TimedTraining(model, optimiser.Create<float>(model.Network, bench.Team.Size), bench.Team, plan.Batch, optimiser.Settings.Number(OptimiserKind.LearningRate)));
    }
}
