using System.Globalization;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>Says on a page what the study found: a figure a network, in the published layout.</summary>
internal static class TradeoffsReport
{
    /// <summary>The page.</summary>
    public static ReportContent Of(TradeoffsFindings findings) => new()
    {
        Title = "How well the diagonal Fisher information can be estimated",
        Subtitle = $"{findings.Study.Publication}, measured again.",
        Generated = Product.NameAndVersion,
        Facts =
        [
            new("data", $"{findings.Dataset.Name}: {findings.Dataset.Training.Count.ToString("n0", CultureInfo.InvariantCulture)} + {findings.Dataset.Test.Count.ToString("n0", CultureInfo.InvariantCulture)} examples"),
            new("training", $"{findings.Plan.Optimiser}, learning rate {new OptimiserConfiguration(findings.Plan.Optimiser).Settings.Number("lr").ToString(CultureInfo.InvariantCulture)}, batches of {findings.Plan.Batch}, {findings.Plan.Epochs} epochs"),
            new("initialisations", $"{findings.Plan.Seeds}, seeds from {findings.Configuration.Seed} on"),
            new("likelihood", "categorical"),
            new("linear algebra", LinearAlgebraLibrary.Current.Name),
        ],
        Notes = [.. findings.Dataset.Notes, $"The claims were published of the {findings.Plan.Networks[0].Name}, here in other words; any other network is held to them, too."],
        Study = new ReportStudy
        {
            Claims = findings.Claims,
            Figures = [.. findings.Plan.Networks.Select(network => Figure(network, findings))],
        },
    };

    private static ReportFigure Figure(StudiedNetwork network, TradeoffsFindings findings)
    {
        EpochMeasurement[] own = [.. findings.Measurements.Where(one => one.Network == network.Name).OrderBy(one => one.Seed).ThenBy(one => one.Epoch)];
        IReadOnlyList<InputMeasurement> inputs = own[0].Inputs;
        double?[] accuracies = [.. own.Where(one => one.Epoch == findings.Plan.Epochs).Select(one => one.TestAccuracy)];
        return new ReportFigure
        {
            Title = network.Name,
            Description = $"{network.For(findings.Dataset).Layers}, {network.Activation}, dropout {network.Dropout.ToString(CultureInfo.InvariantCulture)} while training, off when measured; test accuracy at the end {string.Join(", ", accuracies.Select(one => $"{100 * one:f2} %"))}.",
            Epochs = [.. own.Select(one => one.Epoch).Distinct()],
            Layers = [.. inputs[0].Layers.Select(layer => $"{layer.Layer}, {layer.Size.ToString("n0", CultureInfo.InvariantCulture)} parameters")],
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
    private static double Rounded(double value) => double.IsFinite(value) ? double.Parse(value.ToString("g6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : double.NaN;
}
