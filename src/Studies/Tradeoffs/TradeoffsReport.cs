namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>Shows what the study found: a figure a network.</summary>
internal static class TradeoffsReport
{
    /// <summary>How it was set up.</summary>
    public static IReadOnlyList<ReportFact> Facts(TradeoffsFindings findings) =>
    [
        new("training", $"{findings.Plan.Optimiser}, learning rate {NumberText.Exact(new OptimiserConfiguration(findings.Plan.Optimiser).Settings.Number("lr"))}, batches of {findings.Plan.Batch}, {findings.Plan.Epochs} epochs"),
        new("initialisations", $"{findings.Plan.Seeds}, seeds from {findings.Configuration.Seed} on"),
        new("likelihood", "categorical"),
    ];

    /// <summary>What a reader must know.</summary>
    public static string NoteOn(TradeoffsPlan plan) =>
        $"The claims were published of the {plan.Networks[0].Name}, here in other words; any other network is held to them, too.";

    /// <summary>A network's figure, in the published layout.</summary>
    public static ReportFigure Figure(StudiedNetwork network, TradeoffsFindings findings)
    {
        EpochMeasurement[] own = findings.Of(network);
        IReadOnlyList<InputMeasurement> inputs = own[0].Inputs;
        double?[] accuracies = [.. own.Where(one => one.Epoch == findings.Plan.Epochs).Select(one => one.TestAccuracy)];
        return new ReportFigure
        {
            Title = network.Name,
            Description = $"{network.For(findings.Dataset).Layers}, {network.Activation}, dropout {NumberText.Exact(network.Dropout)} while training, off when measured; test accuracy at the end {string.Join(", ", accuracies.Select(one => $"{100 * one:f2} %"))}.",
            Epochs = [.. own.Select(one => one.Epoch).Distinct()],
            Layers = [.. inputs[0].Layers.Select(layer => $"{layer.Layer}, {NumberText.Count(layer.Size)} parameters")],
            Inputs = [.. inputs.Select(input => input.Input)],
            Curves = [.. own.GroupBy(one => one.Seed).SelectMany(seed => inputs.SelectMany((_, input) => inputs[0].Layers.Select((_, layer) => Curves(seed.Key, [.. seed], input, layer))))],
        };
    }

    private static ReportCurves Curves(long seed, EpochMeasurement[] epochs, int input, int layer)
    {
        GroupMeasurement[] measured = [.. epochs.Select(epoch => epoch.Inputs[input].Layers[layer])];
        double[] Each(Func<GroupMeasurement, double> read) => [.. measured.Select(one => Rounded(read(one)))];
        return new ReportCurves
        {
            Seed = seed,
            Input = input,
            Layer = layer,
            Fisher = Each(one => one.Fisher),
            FisherLower = Each(one => one.LowerFisher),
            FisherUpper = Each(one => one.UpperFisher),
            First = Each(one => Math.Sqrt(one.FirstVariance)),
            FirstLower = Each(one => RootOf(one.LowerFirstVariance)),
            FirstUpper = Each(one => Math.Sqrt(one.UpperFirstVariance)),
            Second = Each(one => Math.Sqrt(one.SecondVariance)),
            SecondLower = Each(one => RootOf(one.LowerSecondVariance)),
            SecondUpper = Each(one => Math.Sqrt(one.UpperSecondVariance)),
            FirstRatio = Each(one => one.FirstRatio is { } ratio ? Math.Log10(ratio) : double.NaN),
            SecondRatio = Each(one => one.SecondRatio is { } ratio ? Math.Log10(ratio) : double.NaN),
        };
    }

    // A smallest eigenvalue that is zero may come out a little below.
    private static double RootOf(double bound) => Math.Sqrt(Math.Max(0, bound));

    // As many digits as a plot can show.
    private static double Rounded(double value) => double.IsFinite(value) ? double.Parse(NumberText.Format(value, "g6"), CultureInfo.InvariantCulture) : double.NaN;
}
