using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>
/// Where second order pays off: a deep autoencoder, trained for the same seconds by momentum, Adam, K-FAC, E-K-FAC and SOAP, and a
/// classifier, trained to an accuracy by every optimiser there is. Sources: [HintonSalakhutdinov06], [Martens10], [MartensGrosse15], [Aggarwal18].
/// </summary>
/// <remarks>All that depends on seconds differs when it is run again, and with the autoencoder, which is trained by the clock, all does.</remarks>
internal sealed class OptimisersStudy(OptimisersPlan full, OptimisersPlan quick) : TrialStudy(
    "optimizers",
    "Where second order pays off",
    "first and second order on a deep autoencoder, and all optimizers on a classifier, by updates and by seconds",
    "K-FAC in TensorFlow, README (2018), after Martens and Grosse, Optimizing neural networks with Kronecker-factored approximate curvature, ICML 2015")
{
    protected override IReadOnlyList<ReportFact> Facts(bool isQuick)
    {
        OptimisersPlan plan = isQuick ? quick : full;
        AutoencoderPlan autoencoder = plan.Autoencoder;
        ClassifierPlan classifier = plan.Classifier;
        return
        [
            new("autoencoder", $"{Autoencoder.Describe(autoencoder, "pixels")}, tanh, linear code, Bernoulli outputs, weights of variance 2/(fan-in + fan-out)"),
            new("autoencoder, training", $"batches of {autoencoder.Batch}{Most(autoencoder.Examples)}, {NumberText.Exact(autoencoder.Seconds)} seconds for each optimizer"),
            new("autoencoder, settings", autoencoder.ChoiceSeconds == 0
                ? Usual(autoencoder.Contenders) + "; none was chosen by trial"
                : $"the one with the least loss on images held out, after {NumberText.Exact(autoencoder.ChoiceSeconds)} seconds on a share of {NumberText.Exact(autoencoder.ChoiceShare)} of the training images: {Tried(autoencoder.Contenders)}"),
            new("classifier", $"pixels-{classifier.Hidden}-classes, relu, categorical output, weights of variance 2/fan-in"),
            new("classifier, training", $"batches of {classifier.Batch}{Most(classifier.Examples)}, until {NumberText.Exact(100 * classifier.Target)} % of a held-out tenth are right, looked at every {classifier.LookPeriod} updates, at most {classifier.Epochs} {(classifier.Epochs == 1 ? "epoch" : "epochs")}, {classifier.Seeds} {(classifier.Seeds == 1 ? "seed" : "seeds")}"),
            new("classifier, settings", classifier.IsChosen
                ? $"the one with the fewest updates from a seed of its own: {Tried(classifier.Contenders)}"
                : Usual(classifier.Contenders) + "; none was chosen by trial"),
        ];
    }

    protected internal override IReadOnlyList<Measurement<MeasuredRows<TrialRow>>> Measurements(StudyBench bench)
    {
        OptimisersPlan plan = bench.Configuration.Quick ? quick : full;
        return [.. AutoencoderTrials.Of(bench, plan.Autoencoder), .. ClassifierTrials.Of(bench, plan.Classifier)];
    }

    protected internal override void Check(StudyConfiguration configuration, Dataset dataset)
    {
        const int Chunk = 256;
        int width = dataset.Training.InputShape.ElementCount;
        float[] values = new float[Chunk * width];
        foreach ((IDatasetPart part, string name) in ((IDatasetPart, string)[])[(dataset.Training, "the training part"), (dataset.Test, "the test part")])
        {
            for (int start = 0; start < part.Count; start += Chunk)
            {
                int count = Math.Min(Chunk, part.Count - start);
                part.CopyInputs([.. Enumerable.Range(start, count)], new MatrixView<float>(values, count, width));
                foreach (float value in values.AsSpan(0, count * width))
                {
                    if (!(value is >= 0 and <= 1)) throw new InvalidInputException(name, string.Create(CultureInfo.InvariantCulture, $"the input value {value}"), "pixels in [0, 1], which Bernoulli outputs can give back", "Leave out what normalises them.");
                }
            }
        }
    }

    public override IReadOnlyList<StudyClaim> Claims(TrialRows rows) => OptimisersClaims.Of(rows);

    protected override IReadOnlyList<ReportTable> Tables(TrialRows rows) => [AutoencoderReport.Table(rows), ClassifierReport.Table(rows)];

    protected override IReadOnlyList<ReportChart> Charts(TrialRows rows) => [.. AutoencoderReport.Charts(rows)];

    private static string Tried(IEnumerable<Contender> contenders) => string.Join("; ", contenders.Select(contender => $"{contender.Label}: {contender.Varied} of {string.Join(", ", contender.Values.Select(value => NumberText.Exact(value)))}"));

    private static string Usual(IEnumerable<Contender> contenders) => string.Join("; ", contenders.Select(contender => $"{contender.Label}: {contender.Varied} {NumberText.Exact(contender.Usual)}"));

    private static string Most(int examples) => examples == int.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $" of {examples:n0} examples");
}
