using Neuromanifold.Experiments.Reports;
using System.Text.Json.Nodes;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>All that the study found and all that decided it.</summary>
internal sealed record TradeoffsFindings(
    Study Study, TradeoffsPlan Plan, StudyConfiguration Configuration, Dataset Dataset, IReadOnlyList<EpochMeasurement> Measurements, IReadOnlyList<StudyClaim> Claims)
{
    /// <summary>study.json.</summary>
    public JsonObject ToJson() => new()
    {
        ["command"] = Configuration.Command,
        ["study"] = Study.Name,
        ["publication"] = Study.Publication,
        ["version"] = Product.Version,
        ["quick"] = Configuration.Quick,
        ["seed"] = Configuration.Seed,
        ["threads"] = Configuration.Threads,
        ["blas"] = LinearAlgebraLibrary.Current.Name,
        ["data"] = new JsonObject { ["name"] = Dataset.Name, ["train"] = Dataset.Training.Count, ["test"] = Dataset.Test.Count },
        ["training"] = new JsonObject
        {
            ["optimizer"] = new OptimiserConfiguration(Plan.Optimiser).ToJson(),
            ["batch"] = Plan.Batch,
            ["epochs"] = Plan.Epochs,
            ["seeds"] = Plan.Seeds,
        },
        ["networks"] = new JsonArray([.. Plan.Networks.Select(Network)]),
        ["claims"] = new JsonArray([.. Claims.Select(Claim)]),
        ["measurements"] = new JsonArray([.. Measurements.Select(Epoch)]),
    };

    private JsonObject Network(StudiedNetwork network) => new()
    {
        ["name"] = network.Name,
        ["layers"] = network.For(Dataset).Layers,
        ["activation"] = network.Activation,
        ["dropout"] = network.Dropout,
    };

    private static JsonObject Claim(StudyClaim claim)
    {
        JsonObject json = new()
        {
            ["subject"] = claim.Subject,
            ["published"] = claim.Published,
            ["measured"] = claim.Measured,
            ["value"] = claim.Value,
            ["held"] = claim.Held,
        };
        if (claim.Value is null) json["reason"] = claim.Measured;
        return json;
    }

    private static JsonObject Epoch(EpochMeasurement epoch)
    {
        JsonObject json = new()
        {
            ["network"] = epoch.Network,
            ["seed"] = epoch.Seed,
            ["epoch"] = epoch.Epoch,
            ["test_loss"] = epoch.TestLoss,
            ["test_accuracy"] = epoch.TestAccuracy,
            ["inputs"] = new JsonArray([.. epoch.Inputs.Select(input => new JsonObject
            {
                ["input"] = input.Input,
                ["count"] = input.Count,
                ["layers"] = new JsonArray([.. input.Layers.Select(Layer)]),
            })]),
        };
        if (epoch.TestLoss is null) json["reason"] = "test_loss and test_accuracy are undefined: the network is not trained yet";
        return json;
    }

    private static JsonObject Layer(GroupMeasurement layer)
    {
        JsonObject json = new()
        {
            ["layer"] = layer.Layer,
            ["size"] = layer.Size,
            ["mean_fisher"] = layer.Fisher,
            ["sd1"] = Math.Sqrt(layer.FirstVariance),
            ["sd2"] = Math.Sqrt(layer.SecondVariance),
            ["lb_fisher"] = layer.LowerFisher,
            ["ub_fisher"] = layer.UpperFisher,
            ["lb_var1"] = layer.LowerFirstVariance,
            ["var1"] = layer.FirstVariance,
            ["ub_var1"] = layer.UpperFirstVariance,
            ["lb_var2"] = layer.LowerSecondVariance,
            ["var2"] = layer.SecondVariance,
            ["ub_var2"] = layer.UpperSecondVariance,
            ["log10_ub_var1_ratio"] = LogOf(layer.FirstRatio),
            ["log10_ub_var2_ratio"] = LogOf(layer.SecondRatio),
            ["outside"] = layer.Outside,
        };
        string[] reasons =
        [
            .. layer.FirstRatio is null ? ["log10_ub_var1_ratio is undefined: var1 is zero"] : Array.Empty<string>(),
            .. layer.SecondRatio is null ? ["log10_ub_var2_ratio is undefined: var2 is zero"] : Array.Empty<string>(),
        ];
        if (reasons.Length > 0) json["reason"] = string.Join("; ", reasons);
        return json;
    }

    private static double? LogOf(double? ratio) => ratio is { } value ? Math.Log10(value) : null;
}
