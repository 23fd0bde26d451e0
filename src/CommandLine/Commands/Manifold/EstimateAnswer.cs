using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary>A number between two distributions, how it was found and how far it may be off.</summary>
internal static class EstimateAnswer
{
    public static void Print(string quantity, string kind, Distribution p, Distribution q, Estimate estimate, bool asJson)
    {
        if (asJson)
        {
            JsonObject json = new()
            {
                ["quantity"] = quantity,
                ["kind"] = kind,
                ["p"] = p.ToString(),
                ["q"] = q.ToString(),
                ["value"] = NumberJson.Of(estimate.Value),
                ["method"] = estimate.MethodName,
                ["error_estimate"] = NumberJson.Of(estimate.ErrorEstimate),
            };
            if (estimate is ChernoffEstimate chernoff) json["exponent"] = NumberJson.Of(chernoff.Exponent);
            if (estimate.Samples is { } samples) json["samples"] = samples;
            if (estimate.Seed is { } seed) json["seed"] = seed;
            Terminal.Result(json.WithReason(NumberJson.ReasonFor(estimate)).ToJsonString());
            return;
        }

        ResultTable table = new("P", "Q", "kind", quantity, "method", "error");
        table.Add(p.ToString(), q.ToString(), kind, Text(estimate.Value), estimate.MethodName, NumberText.Format(estimate.ErrorEstimate, "g2"));
        table.Print();
        if (estimate is ChernoffEstimate found) Terminal.Result($"exponent {Text(found.Exponent)}");
        if (estimate.Samples is { } drawn) Terminal.Note($"{drawn} samples, seed {estimate.Seed}.");
    }

    private static string Text(double value) => double.IsPositiveInfinity(value) ? "infinite" : NumberText.Exact(value);
}
