using Neuromanifold.Experiments.Compression;
using Neuromanifold.Optimisation.Compression.Quantisation;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Quantisation;

/// <summary>Whether parameters need the precision that the Cramér–Rao bound says: bits shared out by the Fisher information against as many for each, at equal size. Source: [Sun24].</summary>
internal sealed class QuantisationStudy(QuantisationPlan full, QuantisationPlan quick) : TrialStudy(
    "quantisation",
    "What a bit is worth",
    "bits shared out by the Fisher information against as many for each parameter, at equal size",
    "The principle of Sun, What is information geometry and deep neural networks?, 2024: precision as the Cramér–Rao bound has it")
{
    private const string Accuracy = "accuracy", Divergence = "divergence", Predicted = "predicted_divergence", Uniform = "uniform", Allocated = "allocated", Before = "as trained";

    // Where the second order may be trusted.
    private const double SmallDivergence = 0.01, About = 1.5;

    private static readonly (QuantisationGrouping Grouping, string Name)[] s_groupings = [(QuantisationGrouping.Tensor, "by tensor"), (QuantisationGrouping.Channel, "by channel")];

    protected override IReadOnlyList<ReportFact> Facts(bool isQuick)
    {
        QuantisationPlan plan = isQuick ? quick : full;
        return
        [
            new("networks", string.Join("; ", plan.Networks.Select(network => $"{network.Hidden} hidden, {network.Activation}"))),
            new("training", $"adam, learning rate {NumberText.Exact(Trainings.LearningRate)}, batches of {Trainings.Batch}, {plan.Epochs} epochs, {plan.Seeds} seeds"),
            new("Fisher information", $"exact, over {plan.FisherInputs} training inputs"),
            new("chosen on the validation split", "nothing: the rule has no setting"),
        ];
    }

    protected internal override IReadOnlyList<Measurement<MeasuredRows<TrialRow>>> Measurements(StudyBench bench)
    {
        QuantisationPlan plan = bench.Configuration.Quick ? quick : full;
        return [.. plan.Networks.SelectMany(network => bench.Seeds(plan.Seeds).Select(seed =>
            Trial($"{network.Hidden} {network.Activation}, seed {seed}", (double)plan.Epochs * bench.Dataset.Training.Count, _ => Run(bench, plan, network, seed))))];
    }

    public override IReadOnlyList<StudyClaim> Claims(TrialRows rows) => [.. rows.Parts.SelectMany(part => Claims(rows, part))];

    protected override IReadOnlyList<ReportTable> Tables(TrialRows rows) => [.. rows.Parts.SelectMany(part => new[]
    {
        Table(rows, part, "accuracy", $"Test accuracy in %, {rows.Spread(part, Before, null, Accuracy, "f2", 100)} as trained; mean ± standard deviation over seeds. Both schemes of a row take the same number of bits, what says how many each group has included.", [(Uniform, Accuracy), (Allocated, Accuracy)], "f2", 100),
        Table(rows, part, "divergence", "Mean divergence from the trained model in nats, and what the Fisher information predicts of it; mean ± standard deviation over seeds.", [(Uniform, Divergence), (Allocated, Divergence), (Allocated, Predicted)], "g2", 1),
    })];

    private static ReportTable Table(TrialRows rows, string part, string what, string reading, (string Method, string Value)[] columns, string format, double scale) => new(
        $"{part}, {what}",
        ["bits a parameter", .. s_groupings.SelectMany(grouping => columns.Select(column => $"{(column.Value == Predicted ? "predicted, " : "")}{column.Method} {grouping.Name}"))],
        [.. rows.Settings(part).Select(bits => (string[])[$"{bits}", .. s_groupings.SelectMany(grouping => columns.Select(column => rows.Spread(part, $"{column.Method} {grouping.Name}", bits, column.Value, format, scale)))])],
        reading);

    protected override IReadOnlyList<ReportChart> Charts(TrialRows rows) => [.. rows.Parts.SelectMany(part => new[]
    {
        Chart(rows, part, "Accuracy over bits", Accuracy, 100, new ReportAxis("test accuracy, %")),
        Chart(rows, part, "Divergence over bits", Divergence, 1, new ReportAxis("divergence from the trained model, nats", IsLogarithmic: true)),
    })];

    private static ReportChart Chart(TrialRows rows, string part, string title, string value, double scale, ReportAxis axis) => new()
    {
        Subject = part,
        Title = title,
        Description = "Both schemes take the same number of bits. Lines are means over seeds, bands their range.",
        X = new ReportAxis("bits a parameter"),
        Y = axis,
        Lines = [.. s_groupings.SelectMany(grouping => new[] { rows.Line(part, $"{Uniform} {grouping.Name}", value, scale) with { Style = ReportLineStyle.Dashed }, rows.Line(part, $"{Allocated} {grouping.Name}", value, scale) })],
    };

    private static IEnumerable<StudyClaim> Claims(TrialRows rows, string part)
    {
        double[] all = rows.Settings(part);
        foreach ((_, string grouping) in s_groupings)
        {
            double[] ratios = [.. all.Select(bits => rows.Mean(part, $"{Allocated} {grouping}", bits, Divergence) / rows.Mean(part, $"{Uniform} {grouping}", bits, Divergence))];
            yield return new StudyClaim(
                part,
                $"Bits shared out {grouping} by the Fisher information change predictions less than as many for each parameter, whatever their number.",
                $"The divergence is {string.Join(", ", all.Zip(ratios, (bits, ratio) => $"{NumberText.Short(ratio)} times that of uniform bits at {bits}"))}.",
                ratios.Max(),
                ratios.Max() < 1);
            double[] gains = [.. all.Select(bits => rows.Mean(part, $"{Allocated} {grouping}", bits, Accuracy) - rows.Mean(part, $"{Uniform} {grouping}", bits, Accuracy))];
            yield return new StudyClaim(
                part,
                $"They keep more of the accuracy, {grouping}, wherever uniform bits lose more than a thousandth of it.",
                $"The accuracy is higher by {string.Join(", ", all.Zip(gains, (bits, gain) => $"{Numbers.Percent(gain)} at {bits}"))}.",
                gains.Min(),
                all.Zip(gains).Where(one => rows.Mean(part, Before, null, Accuracy) - rows.Mean(part, $"{Uniform} {grouping}", one.First, Accuracy) > 0.001).All(one => one.Second > 0));
        }

        double[] predictions = [.. rows.All.Where(row => row.Part == part && row.Values.TryGetValue(Divergence, out double divergence) && divergence is > 0 and < SmallDivergence).Select(row => row.Values[Predicted] / row.Values[Divergence])];
        string published = $"The Fisher information predicts the divergence, ½ Σ I Δ²/12, where it is below {NumberText.Exact(SmallDivergence)} nats.";
        yield return predictions.Length == 0
            ? new StudyClaim(part, published, "No divergence is so small.", null, null)
            : new StudyClaim(part, published, $"Predicted over measured is from {NumberText.Short(predictions.Min())} to {NumberText.Short(predictions.Max())} in {predictions.Length} models; it is said to hold from 1/{NumberText.Exact(About)} to {NumberText.Exact(About)}.", predictions.Max(ratio => Math.Max(ratio, 1 / ratio)), predictions.All(ratio => ratio is > 1 / About and < About));
    }

    private static IReadOnlyList<TrialRow> Run(StudyBench bench, QuantisationPlan plan, (string Hidden, string Activation) network, long seed)
    {
        Dataset dataset = bench.Dataset;
        string part = $"{network.Hidden} hidden, {network.Activation}";
        Model<float> model = Trainings.Initialise(dataset.Training, network.Hidden, network.Activation, bench.Classes, seed);
        bench.Train(model, Trainings.Adam(model), dataset.Training, plan.Epochs, seed);
        IDatasetPart calibration = Trainings.First(dataset.Training, plan.FisherInputs, seed);
        double[] information = bench.Information(model, calibration);
        Matrix<float> before = ModelOutputs.Of(model, dataset.Test);
        List<TrialRow> rows = [new(part, Before, null, seed, Numbers.Of((Accuracy, ModelQuality.Of(model.Likelihood, before, before, dataset.Test, hasOutcomes: true).Accuracy)))];
        foreach (int bits in plan.Bits)
        {
            foreach ((QuantisationGrouping grouping, string name) in s_groupings)
            {
                Measure(Uniform, QuantisationScheme.Uniform(model, grouping, bits));
                Measure(Allocated, QuantisationScheme.Allocate(model, grouping, information, bits, 1.0 / calibration.Count));

                void Measure(string method, QuantisationScheme scheme)
                {
                    bench.Cancellation.ThrowIfCancellationRequested();
                    Model<float> quantised = Trainings.Copy(model);
                    scheme.Apply(quantised.Parameters.Span);
                    ModelQuality quality = ModelQuality.Of(model.Likelihood, ModelOutputs.Of(quantised, dataset.Test), before, dataset.Test, hasOutcomes: true);
                    rows.Add(new TrialRow(part, $"{method} {name}", bits, seed, Numbers.Of((Accuracy, quality.Accuracy), (Divergence, quality.Divergence), (Predicted, scheme.PredictDivergence(information)), ("bits", scheme.Bits))));
                }
            }
        }

        return rows;
    }
}
