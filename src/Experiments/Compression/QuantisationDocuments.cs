using System.Numerics.Tensors;
using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.Experiments.Compression;

/// <summary>What stands in JSON.</summary>
internal static class QuantisationDocuments
{
    /// <summary>What quantisation did to a model, in JSON; what is undefined is null, with the reason beside it.</summary>
    internal sealed record QuantisationDocument(
        int Bits,
        int Parameters,
        string Likelihood,
        int FisherInputs,
        int Inputs,
        QualityDocument Before,
        IReadOnlyDictionary<string, QuantisedDocument> Tensor,
        IReadOnlyDictionary<string, QuantisedDocument> Channel);

    /// <summary>How well a model predicts.</summary>
    internal record QualityDocument(double? Loss, double? Accuracy)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason => (Loss, Accuracy) switch
        {
            (null, _) => "loss and accuracy are undefined: outcomes are unknown",
            (_, null) => "accuracy is undefined: outcomes are not labels",
            _ => null,
        };
    }

    /// <summary>A model after quantisation.</summary>
    internal sealed record QuantisedDocument(
        double? Loss, double? Accuracy, double Divergence, double PredictedDivergence, long TotalBits, long RangeBits, IReadOnlyList<RangeDocument> Groups)
        : QualityDocument(Loss, Accuracy)
    {
        public static QuantisedDocument Of(QuantisedModel model, ReadOnlyMemory<double> information) => new(
            model.Quality.Loss,
            model.Quality.Accuracy,
            model.Quality.Divergence,
            model.PredictedDivergence,
            model.Scheme.Bits,
            model.Scheme.BitsOfRanges,
            [.. model.Scheme.Groups.Zip(model.Scheme.Quantisers, (group, quantiser) => RangeDocument.Of(group, quantiser, information.Span))]);
    }

    /// <summary>Parameters that share a range.</summary>
    internal sealed record RangeDocument(string Name, int Size, int Bits, double Low, double High, double MeanFisher)
    {
        public static RangeDocument Of(QuantisationGroup group, UniformQuantiser quantiser, ReadOnlySpan<double> information) =>
            new(group.Name, group.Count, quantiser.Bits, quantiser.Low, quantiser.High, TensorPrimitives.Sum(group.In(information)) / group.Count);
    }
}
