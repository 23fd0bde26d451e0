using System.Numerics.Tensors;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.Summaries;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>
/// The test inputs at which networks are looked at, and the look itself: layer by layer, in double whatever the network was
/// trained in, for fourth powers of small derivatives leave the range of float.
/// </summary>
internal sealed class TradeoffsProbe
{
    // Of the bound itself and of the layer's mean bound: far above rounding in double, far below any effect.
    private const double Tolerance = 1e-9;

    private readonly DiagonalOptions _options;
    private readonly ImmutableArray<(string Name, IDatasetPart Part)> _inputs;

    public TradeoffsProbe(Dataset dataset, TradeoffsPlan plan, long seed, int threads)
    {
        _options = new DiagonalOptions([DiagonalQuantities.Fisher, .. DiagonalQuantities.Variances, .. DiagonalQuantities.Bounds]) { Threads = threads };
        int[] order = new int[dataset.Test.Count];
        RandomStream.FromSeed(seed).Split("study inputs").From().FillPermutation(order);
        int many = Math.Min(plan.Inputs, order.Length), few = Math.Min(plan.SingleInputs, order.Length);
        Matrix<double> labels = new(few, dataset.Test.OutcomeWidth);
        dataset.Test.CopyOutcomes(order.AsSpan(0, few), labels.View);
        _inputs =
        [
            ($"mean over {many:n0} test inputs", new Subset(dataset.Test, order[..many])),
            .. Enumerable.Range(0, few).Select(i => ($"test input {order[i]} ({Label(dataset, labels.View[i, 0])})", (IDatasetPart)new Subset(dataset.Test, [order[i]]))),
        ];
    }

    /// <summary>The layers at each input.</summary>
    public IReadOnlyList<InputMeasurement> Measure(Model<float> model, CancellationToken cancellation)
    {
        Model<double> exact = new(model.Network, model.Likelihood);
        TensorPrimitives.ConvertTruncating<float, double>(model.Parameters.Span, exact.Parameters.Span);
        TensorPrimitives.ConvertTruncating<float, double>(model.Statistics.Span, exact.Statistics.Span);
        ImmutableArray<ParameterGroup> layers = ParameterGroup.ByLayer(model.Network);
        return [.. _inputs.Select(input =>
        {
            DiagonalResult result = DiagonalAnalysis.Run(exact, input.Part, _options, cancellation);
            return new InputMeasurement(input.Name, input.Part.Count, [.. layers.Select(layer => Summarise(result, layer))]);
        })];
    }

    private static string Label(Dataset dataset, double label) => dataset.Classes is { } classes ? $"class {classes[(int)label]}" : $"class {label:f0}";

    private static GroupMeasurement Summarise(DiagonalResult result, ParameterGroup group)
    {
        double Mean(DiagonalQuantity quantity) => group.Ranges.Sum(range => TensorPrimitives.Sum(result[quantity].Span[range])) / group.Count;
        GroupMeasurement means = new()
        {
            Layer = group.Name,
            Size = group.Count,
            Fisher = Mean(DiagonalQuantities.Fisher),
            LowerFisher = Mean(DiagonalQuantities.LowerFisher),
            UpperFisher = Mean(DiagonalQuantities.UpperFisher),
            FirstVariance = Mean(DiagonalQuantities.FirstVariance),
            LowerFirstVariance = Mean(DiagonalQuantities.LowerFirstVariance),
            UpperFirstVariance = Mean(DiagonalQuantities.UpperFirstVariance),
            SecondVariance = Mean(DiagonalQuantities.SecondVariance),
            LowerSecondVariance = Mean(DiagonalQuantities.LowerSecondVariance),
            UpperSecondVariance = Mean(DiagonalQuantities.UpperSecondVariance),
            Outside = 0,
        };
        long Outside(DiagonalQuantity lower, DiagonalQuantity quantity, DiagonalQuantity upper, double scale) =>
            group.Ranges.Sum(range => CountOutside(result[lower].Span[range], result[quantity].Span[range], result[upper].Span[range], scale));
        return means with
        {
            Outside = Outside(DiagonalQuantities.LowerFisher, DiagonalQuantities.Fisher, DiagonalQuantities.UpperFisher, means.UpperFisher)
                + Outside(DiagonalQuantities.LowerFirstVariance, DiagonalQuantities.FirstVariance, DiagonalQuantities.UpperFirstVariance, means.UpperFirstVariance)
                + Outside(DiagonalQuantities.LowerSecondVariance, DiagonalQuantities.SecondVariance, DiagonalQuantities.UpperSecondVariance, means.UpperSecondVariance),
        };
    }

    private static long CountOutside(ReadOnlySpan<double> lower, ReadOnlySpan<double> values, ReadOnlySpan<double> upper, double scale)
    {
        long outside = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double slack = Tolerance * (upper[i] + scale);
            if (!(values[i] >= lower[i] - slack && values[i] <= upper[i] + slack)) outside++;
        }

        return outside;
    }
}
