using Neuromanifold.Optimisation.Compression.Pruning;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Pruning;

/// <summary>Whether the weights that the Fisher information calls dispensable are, against those that are small. Sources: [LeCun90]; [Theis18].</summary>
internal sealed class PruningStudy(PruningPlan full, PruningPlan quick) : TrialStudy(
    "pruning",
    "Which weights are missed",
    "pruning by ½ I θ² against pruning by magnitude: accuracy over sparsity",
    "LeCun, Denker and Solla, Optimal brain damage, 1990, with the Fisher information as Theis et al., 2018, have it")
{
    private const string Accuracy = "accuracy", Validation = "validation_accuracy", Before = "as trained", Fisher = "fisher", Magnitude = "magnitude", Relative = "relative magnitude";
    private const string AtOnce = "without training on", After = "after training on";

    private static readonly string[] s_methods = [Fisher, Magnitude, Relative];

    protected override IReadOnlyList<ReportFact> Facts(bool isQuick)
    {
        PruningPlan plan = isQuick ? quick : full;
        return
        [
            new("network", $"{plan.Hidden} hidden, relu"),
            new("training", $"adam, learning rate {NumberText.Exact(Trainings.LearningRate)}, batches of {Trainings.Batch}, {plan.Epochs} epochs and {plan.EpochsAfter} after pruning, {plan.Seeds} seeds"),
            new("Fisher information", $"exact, over {plan.FisherInputs} training inputs"),
            new("chosen on the validation split", "which of the two magnitudes stands against the Fisher information"),
        ];
    }

    protected internal override IReadOnlyList<Measurement<MeasuredRows<TrialRow>>> Measurements(StudyBench bench)
    {
        PruningPlan plan = bench.Configuration.Quick ? quick : full;
        double epochs = plan.Epochs + (plan.EpochsAfter * s_methods.Length * plan.Sparsities.Length);
        return [.. bench.Seeds(plan.Seeds).Select(seed => Trial($"seed {seed}", 0.9 * epochs * bench.Dataset.Training.Count, _ => Run(bench, plan, seed)))];
    }

    public override IReadOnlyList<StudyClaim> Claims(TrialRows rows) => [.. rows.Parts.Select(part => Claim(rows, part))];

    protected override IReadOnlyList<ReportTable> Tables(TrialRows rows) => [.. rows.Parts.Select(part => new ReportTable(
        $"Accuracy {part}",
        ["weights pruned", .. s_methods],
        [.. rows.Settings(part).Select(sparsity => (string[])[Numbers.Percent(sparsity), .. s_methods.Select(method => rows.Spread(part, method, sparsity, Accuracy, "f2", 100))])],
        $"Test accuracy in %, {rows.Spread(AtOnce, Before, null, Accuracy, "f2", 100)} before pruning; mean ± standard deviation over seeds. Magnitudes are compared across all layers; relative ones are in units of their layer's root mean square."))];

    protected override IReadOnlyList<ReportChart> Charts(TrialRows rows) => [.. rows.Parts.Select(part => new ReportChart
    {
        Subject = part,
        Title = "Accuracy over sparsity",
        Description = "Lines are means over seeds, bands their range.",
        X = new ReportAxis("weights pruned, %"),
        Y = new ReportAxis("test accuracy, %"),
        Lines = [.. s_methods.Select(method => rows.Line(part, method, Accuracy, 100, 100)), rows.Level(AtOnce, Before, Accuracy, [.. rows.Settings(part).Select(sparsity => 100 * sparsity)], 100)],
    })];

    private static StudyClaim Claim(TrialRows rows, string part)
    {
        double[] all = rows.Settings(part);
        // The better of the two on the validation split, sparsity by sparsity.
        string Rival(double sparsity) => new[] { Magnitude, Relative }.MaxBy(method => rows.Mean(part, method, sparsity, Validation))!;
        double[] gains = [.. all.Select(sparsity => rows.Mean(part, Fisher, sparsity, Accuracy) - rows.Mean(part, Rival(sparsity), sparsity, Accuracy))];
        return new StudyClaim(
            part,
            "Pruning by the Fisher information keeps at least the accuracy of pruning by magnitude, at every sparsity.",
            $"Its accuracy is higher by {string.Join(", ", all.Zip(gains, (sparsity, gain) => $"{Numbers.Percent(gain)} with {Numbers.Percent(sparsity)} pruned (against {Rival(sparsity)})"))}.",
            gains.Min(),
            gains.Min() >= 0);
    }

    private static IReadOnlyList<TrialRow> Run(StudyBench bench, PruningPlan plan, long seed)
    {
        Dataset dataset = bench.Dataset;
        ValidationSplit split = bench.Split(seed);
        Model<float> model = Trainings.Initialise(split.Training, plan.Hidden, "relu", bench.Classes, seed);
        bench.Train(model, Trainings.Adam(model), split.Training, plan.Epochs, seed);
        double[] information = bench.Information(model, Trainings.First(split.Training, plan.FisherInputs, seed));
        List<TrialRow> rows = [];
        Add(AtOnce, Before, null, model);
        double[][] scores = [PruningScores.Fisher(model, information), PruningScores.Magnitude(model), PruningScores.RelativeMagnitude(model)];
        foreach (double sparsity in plan.Sparsities)
        {
            foreach ((string method, double[] score) in s_methods.Zip(scores))
            {
                PruningMask mask = PruningMask.Of(score, sparsity);
                Model<float> pruned = Trainings.Copy(model);
                mask.Apply(pruned.Parameters.Span);
                Add(AtOnce, method, sparsity, pruned);
                if (plan.EpochsAfter == 0) continue;
                bench.Train(pruned, new MaskedOptimiser<float>(Trainings.Adam(pruned), mask), split.Training, plan.EpochsAfter, seed);
                Add(After, method, sparsity, pruned);
            }
        }

        return rows;

        void Add(string part, string method, double? sparsity, Model<float> measured) => rows.Add(new TrialRow(
            part, method, sparsity, seed, Numbers.Of((Accuracy, bench.Evaluate(measured, dataset.Test).Accuracy), (Validation, bench.Evaluate(measured, split.HeldOut).Accuracy))));
    }
}
