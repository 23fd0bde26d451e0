using System.Text.Json.Nodes;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.Experiments.Compression;

/// <summary>What quantisation did to a model, as one JSON object.</summary>
public static class QuantisationJson
{
    /// <summary>The object; what is undefined is null, with the reason beside it.</summary>
    public static JsonObject Of(QuantisationMeasurement measurement)
    {
        JsonObject json = new()
        {
            ["bits"] = measurement.Configuration.Bits,
            ["parameters"] = measurement.Information.Length,
            ["likelihood"] = measurement.Likelihood,
            ["fisher_inputs"] = measurement.FisherInputs,
            ["inputs"] = measurement.Inputs,
            ["before"] = Quality(measurement.Before),
        };
        foreach (IGrouping<string, QuantisedModel> grouping in measurement.Quantised.GroupBy(one => one.GroupingName, StringComparer.Ordinal))
            json[grouping.Key] = new JsonObject([.. grouping.Select(one => KeyValuePair.Create<string, JsonNode?>(one.SchemeName, Model(one, measurement.Information.Span)))]);
        return json;
    }

    private static JsonObject Model(QuantisedModel model, ReadOnlySpan<double> information)
    {
        JsonObject json = Quality(model.Quality);
        json["divergence"] = model.Quality.Divergence;
        json["predicted_divergence"] = model.PredictedDivergence;
        json["total_bits"] = model.Scheme.Bits;
        json["range_bits"] = model.Scheme.BitsOfRanges;
        JsonArray groups = [];
        for (int g = 0; g < model.Scheme.Groups.Length; g++)
        {
            QuantisationGroup group = model.Scheme.Groups[g];
            UniformQuantiser quantiser = model.Scheme.Quantisers[g];
            groups.Add(new JsonObject
            {
                ["name"] = group.Name,
                ["size"] = group.Count,
                ["bits"] = quantiser.Bits,
                ["low"] = quantiser.Low,
                ["high"] = quantiser.High,
                ["mean_fisher"] = System.Numerics.Tensors.TensorPrimitives.Sum(group.In(information)) / group.Count,
            });
        }

        json["groups"] = groups;
        return json;
    }

    private static JsonObject Quality(ModelQuality quality)
    {
        JsonObject json = new() { ["loss"] = quality.Loss, ["accuracy"] = quality.Accuracy };
        if (quality.Loss is null) json["reason"] = "loss and accuracy are undefined: outcomes are unknown";
        else if (quality.Accuracy is null) json["reason"] = "accuracy is undefined: outcomes are not labels";
        return json;
    }
}
