using System.Text.Json.Nodes;
using Neuromanifold.Fisher.Spectra;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Experiments.Information;

/// <summary>A measured spectrum as one JSON object.</summary>
public static class SpectrumJson
{
    /// <summary>The object.</summary>
    public static JsonObject Of(SpectrumMeasurement measurement)
    {
        JsonObject json = Of(measurement.Whole, measurement.Configuration);
        json["largest"] = measurement.Whole.Spectrum.Eigenvalues.Count > 0 ? measurement.Whole.Spectrum.Eigenvalues[0] : null;
        json["damping"] = measurement.Damping;
        json["inputs"] = measurement.Inputs;
        json["likelihood"] = measurement.Likelihood;
        if (measurement.Configuration.PerLayer)
        {
            json["layers"] = new JsonArray([.. measurement.Layers.Select(layer =>
            {
                JsonObject own = Of(layer, measurement.Configuration);
                own.Insert(0, "name", layer.Name);
                return own;
            })]);
        }

        return json;
    }

    private static JsonObject Of(SpectrumOf measured, SpectrumConfiguration configuration)
    {
        Spectrum spectrum = measured.Spectrum;
        return new JsonObject
        {
            ["eigenvalues"] = new JsonArray([.. spectrum.Eigenvalues.Select(value => JsonValue.Create(value))]),
            ["trace"] = spectrum.Trace,
            ["rank"] = spectrum.Rank,
            ["rank_threshold"] = spectrum.RankThreshold,
            ["effective_dimension"] = spectrum.EffectiveDimension,
            ["method"] = NameOf(spectrum.Method),
            ["standard_error"] = spectrum.StandardErrors is not { } errors ? null : new JsonObject
            {
                ["trace"] = errors.Trace,
                ["rank"] = errors.Rank,
                ["effective_dimension"] = errors.EffectiveDimension,
                ["probes"] = errors.Samples,
                ["seed"] = configuration.Probe.Seed,
            },
            ["density"] = new JsonArray([.. measured.Density.Bins.Select(bin => new JsonObject { ["from"] = bin.From, ["to"] = bin.To, ["count"] = bin.Count, ["standard_error"] = bin.StandardError })]),
        };
    }

    /// <summary>The method's name.</summary>
    public static string NameOf(SpectrumMethod method) => method switch { SpectrumMethod.Gram => "gram", SpectrumMethod.Dense => "dense", _ => "lanczos" };
}
