using Neuromanifold.Optimisation.Continual;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Continual;

/// <summary>Whether what the Fisher information holds in place is what earlier tasks need: elastic weight consolidation against fine-tuning and L2. Source: [Kirkpatrick17].</summary>
internal sealed class ContinualStudy(ContinualPlan full, ContinualPlan quick) : TrialStudy(
    "continual",
    "What is forgotten",
    "tasks one after the other: elastic weight consolidation against fine-tuning and L2",
    "Kirkpatrick et al., Overcoming catastrophic forgetting in neural networks, 2017, Fig. 2")
{
    private const string All = "accuracy", Old = "accuracy_old", New = "accuracy_new", Learned = "accuracy_learnt", First = "accuracy_first", Strength = "strength";
    private const string FineTuning = "fine-tuning", Square = "L2", Elastic = "elastic weight consolidation", Split = "split", Permuted = "permuted";

    private const int MinimumClasses = 4;

    private static readonly string[] s_methods = [FineTuning, Square, Elastic];

    protected override IReadOnlyList<ReportFact> Facts(bool isQuick)
    {
        ContinualPlan plan = isQuick ? quick : full;
        return
        [
            new("network", $"{plan.Hidden} hidden, relu"),
            new("split", "the classes two by two, a last layer for each pair"),
            new("permuted", $"{plan.PermutedTasks} tasks of all classes, pixels in another order each"),
            new("training", $"at most {plan.Examples} examples a task, adam begun anew with each, learning rate {NumberText.Exact(Trainings.LearningRate)}, batches of {Trainings.Batch}, {plan.Epochs} epochs, {plan.Seeds} seeds"),
            new("Fisher information", $"exact, over {plan.FisherInputs} inputs of a task"),
            new("chosen on the validation split", $"the strength, seed by seed: {string.Join(", ", plan.Elastic.Select(value => NumberText.Short(value)))} for {Elastic}, {string.Join(", ", plan.Square.Select(value => NumberText.Short(value)))} for L2"),
        ];
    }

    protected internal override void Check(StudyConfiguration configuration, Dataset dataset)
    {
        if (StudyBench.ClassesOf(dataset) < MinimumClasses) throw new InvalidInputException("the data", $"{StudyBench.ClassesOf(dataset)} classes", $"at least {MinimumClasses}, for two tasks of two classes each", "Take digits, mnist or fashion-mnist.");
    }

    protected internal override IReadOnlyList<Measurement<MeasuredRows<TrialRow>>> Measurements(StudyBench bench)
    {
        ContinualPlan plan = bench.Configuration.Quick ? quick : full;
        int classes = bench.Classes, runs = 1 + plan.Elastic.Length + plan.Square.Length;
        double Examples(int tasks) => (double)runs * tasks * plan.Epochs * Math.Min(plan.Examples, bench.Dataset.Training.Count);
        return
        [
            .. bench.Seeds(plan.Seeds).Select(seed => Trial($"{Split}, seed {seed}", Examples(classes / 2), _ => Run(bench, plan, TaskSequence.Split(bench, plan, classes, seed), seed))),
            .. bench.Seeds(plan.Seeds).Select(seed => Trial($"{Permuted}, seed {seed}", Examples(plan.PermutedTasks), _ => Run(bench, plan, TaskSequence.Permuted(bench, plan, classes, seed), seed))),
        ];
    }

    public override IReadOnlyList<StudyClaim> Claims(TrialRows rows) => [.. new[] { Split, Permuted }.SelectMany(part => Claims(rows, part))];

    protected override IReadOnlyList<ReportTable> Tables(TrialRows rows) => [.. new[] { Split, Permuted }.Select(part => new ReportTable(
        $"{part}, in numbers",
        ["method", "all tasks, %", "earlier tasks, %", "a task just learnt, %", "strength"],
        [.. s_methods.Select(method => (string[])[method, rows.Spread(part, method, null, All, "f2", 100), rows.Spread(part, method, null, Old, "f2", 100), rows.Spread(part, method, null, New, "f2", 100), Strengths(rows, part, method)])],
        "Test accuracy: of all tasks after the last, of all but the last after the last, and of each task right after it was learnt; mean ± standard deviation over seeds. Strengths were chosen on the validation split."))];

    protected override IReadOnlyList<ReportChart> Charts(TrialRows rows) => [.. new[] { Split, Permuted }.SelectMany(part => new[]
    {
        Chart(rows, part, "All tasks learnt so far", Learned),
        Chart(rows, part, "The first task, as others are learnt after it", First),
    })];

    private static ReportChart Chart(TrialRows rows, string part, string title, string value) => new()
    {
        Subject = part,
        Title = title,
        Description = "Each method at the strength chosen on the validation split. Lines are means over seeds, bands their range.",
        X = new ReportAxis("tasks learnt"),
        Y = new ReportAxis("test accuracy, %"),
        Lines = [.. s_methods.Select(method => rows.Line(part, method, value, 100))],
    };

    private static string Strengths(TrialRows rows, string part, string method) => rows.Values(part, method, null, Strength) is { Length: > 0 } values ? string.Join(", ", values.Select(value => NumberText.Short(value))) : "–";

    private static IEnumerable<StudyClaim> Claims(TrialRows rows, string part)
    {
        double Mean(string method, string value) => rows.Mean(part, method, null, value);
        string Each(string value) => string.Join(", ", s_methods.Select(method => $"{Numbers.Percent(Mean(method, value))} ({method})"));
        yield return new StudyClaim(part, "Fine-tuning forgets: earlier tasks do worse than a task just learnt, by more than elastic weight consolidation makes them do.", $"Earlier tasks end at {Each(Old)}, tasks just learnt are at {Each(New)}.", Mean(FineTuning, New) - Mean(FineTuning, Old), Mean(FineTuning, New) - Mean(FineTuning, Old) > Mean(Elastic, New) - Mean(Elastic, Old));
        yield return new StudyClaim(part, "Elastic weight consolidation does best over all tasks.", $"The accuracy over all tasks is {Each(All)}.", Mean(Elastic, All) - Math.Max(Mean(FineTuning, All), Mean(Square, All)), Mean(Elastic, All) > Math.Max(Mean(FineTuning, All), Mean(Square, All)));
        yield return new StudyClaim(part, "L2 keeps earlier tasks at the expense of new ones, elastic weight consolidation less so.", $"A task just learnt is at {Each(New)}.", Mean(Elastic, New) - Mean(Square, New), Mean(Elastic, New) > Mean(Square, New));
    }

    private static IReadOnlyList<TrialRow> Run(StudyBench bench, ContinualPlan plan, TaskSequence sequence, long seed)
    {
        List<TrialRow> rows = [];
        Try(FineTuning, [0]);
        Try(Square, plan.Square);
        Try(Elastic, plan.Elastic);
        return rows;

        void Try(string method, IReadOnlyList<double> strengths)
        {
            (double Strength, Learnt Learnt)[] tried = [.. strengths.Select(strength => (strength, Learn(bench, plan, sequence, seed, method, strength)))];
            (double strength, Learnt best) = tried.MaxBy(one => one.Learnt.Validation);
            rows.Add(new TrialRow(sequence.Name, method, null, seed, Numbers.Of((All, best.All), (Old, best.Old), (New, best.New), ("validation_accuracy", best.Validation), (Strength, method == FineTuning ? null : strength))));
            rows.AddRange(best.After.Select((after, task) => new TrialRow(sequence.Name, method, task + 1, seed, Numbers.Of((Learned, after.Average()), (First, after[0])))));
        }
    }

    private static Learnt Learn(StudyBench bench, ContinualPlan plan, TaskSequence sequence, long seed, string method, double strength)
    {
        Model<float> model = Trainings.Initialise(sequence.Tasks[0].Training, plan.Hidden, "relu", sequence.Classes, seed);
        ParameterBlock last = model.Network.Blocks[^1];
        // The last layer's weight and bias lie side by side at the end.
        Range head = last.First.Offset..;
        float[] fresh = model.Parameters.Span[head].ToArray();
        List<float[]> heads = [];
        List<double[]> after = [];
        QuadraticPenalty<float> penalty = new(model.Parameters.Length);
        double[] curvature = new double[model.Parameters.Length];
        for (int task = 0; task < sequence.Tasks.Count; task++)
        {
            IExamples training = sequence.Tasks[task].Training;
            if (sequence.HasOwnHeads) fresh.CopyTo(model.Parameters.Span[head]);
            bench.Train(model, new PenalisedOptimiser<float>(Trainings.Adam(model), penalty), training, plan.Epochs, seed + (1000 * task));
            heads.Add(model.Parameters.Span[head].ToArray());
            after.Add(Accuracies(one => one.Test, task + 1));
            if (method == FineTuning || task == sequence.Tasks.Count - 1) continue;
            if (method == Square) curvature.AsSpan().Fill(1);
            else curvature = bench.Information(model, new FirstExamples(training, plan.FisherInputs));
            // What other tasks do not use needs no holding.
            if (sequence.HasOwnHeads) curvature.AsSpan()[head].Clear();
            penalty.Hold(curvature, model.Parameters.Span, strength);
        }

        return new Learnt(after, Accuracies(task => task.HeldOut, sequence.Tasks.Count).Average());

        // Leaves the model with the head of the last of them.
        double[] Accuracies(Func<(IExamples Training, IExamples HeldOut, IExamples Test), IExamples> part, int learnt) => [.. sequence.Tasks.Take(learnt).Select((task, index) =>
        {
            if (sequence.HasOwnHeads) heads[index].CopyTo(model.Parameters.Span[head]);
            return bench.Evaluate(model, part(task)).Accuracy!.Value;
        })];
    }

    // A list of test accuracies for each task learnt: those of the tasks up to it, after it.
    private sealed record Learnt(IReadOnlyList<double[]> After, double Validation)
    {
        public double All => After[^1].Average();

        public double Old => After[^1][..^1].Average();

        public double New => After.Average(accuracies => accuracies[^1]);
    }
}
