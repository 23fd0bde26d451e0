using System.Text.Json.Nodes;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary>Numbers as JSON, which has no infinity: null, with a reason beside it.</summary>
internal static class NumberJson
{
    public static JsonNode? Of(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    public static JsonArray Of(ReadOnlySpan<double> values)
    {
        JsonArray array = [];
        foreach (double value in values) array.Add(Of(value));
        return array;
    }

    public static JsonArray Of(ReadOnlyMatrixView<double> matrix)
    {
        JsonArray rows = [];
        for (int row = 0; row < matrix.Rows; row++) rows.Add(Of(matrix.Row(row)));
        return rows;
    }

    /// <summary>What to say of values that are not numbers; null where all are.</summary>
    public static string? ReasonFor(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsNaN(value)) return "a value is undefined";
            if (double.IsInfinity(value)) return "a value is infinite: the distribution lies on the boundary of its family";
        }

        return null;
    }

    /// <summary>What to say of an estimate that is not a number or does not know its error; null where it is and does.</summary>
    public static string? ReasonFor(Estimate estimate) => (estimate.Value, estimate.ErrorEstimate) switch
    {
        (double.NaN, _) => "the value is undefined",
        (double.PositiveInfinity or double.NegativeInfinity, _) => "the value is infinite",
        (_, double.NaN or double.PositiveInfinity) => "how far the value may be off is not known",
        _ => null,
    };

    /// <summary>Adds the reason, if any.</summary>
    public static JsonObject WithReason(this JsonObject json, string? reason)
    {
        if (reason is not null) json["reason"] = reason;
        return json;
    }
}
