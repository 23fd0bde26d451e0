using System.Text.Json.Serialization;
using Neuromanifold.Fisher.Variances.Summaries;

namespace Neuromanifold.Experiments.Information;

/// <summary>What stands in JSON.</summary>
internal static class FisherDocuments
{
    /// <summary>A measurement of the Fisher information in JSON; what is undefined is null, with the reason beside it.</summary>
    internal sealed record FisherDocument(IReadOnlyList<FisherRow> Parameters, FisherRow Total, string Likelihood, int Inputs)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Estimator { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Samples { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? Seed { get; init; }
    }

    /// <summary>A tensor, or all together.</summary>
    internal sealed record FisherRow(
        string Name,
        int Size,
        double? MeanFisher,
        double? StandardError,
        double? Sd1,
        double? Sd2,
        double? Sd3,
        double? InputShare,
        double? OutputShare,
        double? UbVar1Ratio,
        double? UbVar2Ratio,
        string? Prefer,
        double? Samples,
        double? SamplesChebyshev)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason { get; init; }

        public static FisherRow Of(GroupSummary group) => new(
            group.Name,
            group.Size,
            group.MeanFisher,
            group.StandardError,
            group.FirstDeviation,
            group.SecondDeviation,
            group.HutchinsonDeviation,
            group.InputShare,
            group.OutputShare,
            group.FirstBoundRatio,
            group.SecondBoundRatio,
            group.Preferred?.Name,
            group.Samples,
            group.SamplesByChebyshev) { Reason = group.Reasons.IsEmpty ? null : string.Join("; ", group.Reasons) };
    }
}
