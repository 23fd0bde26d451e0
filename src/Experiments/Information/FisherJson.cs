using System.Text.Json.Nodes;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Experiments.Information;

/// <summary>A measurement of the Fisher information as one JSON object.</summary>
public static class FisherJson
{
    /// <summary>The object; what is undefined is null, with the reason beside it.</summary>
    public static JsonObject Of(FisherMeasurement measurement)
    {
        JsonObject json = new()
        {
            ["parameters"] = new JsonArray([.. measurement.Parameters.Select(Row)]),
            ["total"] = Row(measurement.Total),
            ["likelihood"] = measurement.Likelihood,
            ["inputs"] = measurement.Inputs,
        };
        if (measurement.Configuration.Estimate is null) return json;
        json["estimator"] = measurement.Configuration.Estimator;
        json["samples"] = measurement.Configuration.Samples ?? 1;
        json["seed"] = measurement.Configuration.Probe.Seed;
        return json;
    }

    private static JsonObject Row(GroupSummary group)
    {
        JsonObject row = new()
        {
            ["name"] = group.Name,
            ["size"] = group.Size,
            ["mean_fisher"] = group.MeanFisher,
            ["standard_error"] = group.StandardError,
            ["sd1"] = group.FirstDeviation,
            ["sd2"] = group.SecondDeviation,
            ["sd3"] = group.HutchinsonDeviation,
            ["input_share"] = group.InputShare,
            ["output_share"] = group.OutputShare,
            ["ub_var1_ratio"] = group.FirstBoundRatio,
            ["ub_var2_ratio"] = group.SecondBoundRatio,
            ["prefer"] = group.Preferred?.Name,
            ["samples"] = group.Samples,
            ["samples_chebyshev"] = group.SamplesByChebyshev,
        };
        if (!group.Reasons.IsEmpty) row["reason"] = string.Join("; ", group.Reasons);
        return row;
    }
}
