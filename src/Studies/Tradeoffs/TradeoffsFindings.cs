using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>All that the study found and all that decided it.</summary>
internal sealed record TradeoffsFindings(
    TradeoffsPlan Plan, StudyConfiguration Configuration, Dataset Dataset, IReadOnlyList<EpochMeasurement> Measurements)
{
    /// <summary>What was measured of a network, over seeds and epochs.</summary>
    public EpochMeasurement[] Of(StudiedNetwork network) => [.. Measurements.Where(one => one.Network == network.Name)];

    /// <summary>The study's own members of study.json.</summary>
    public TradeoffsDocument ToJson() => new(
        new TrainingDocument(Plan.Batch, Plan.Epochs, Plan.Seeds),
        [.. Plan.Networks.Select(network => new NetworkDocument(network.Name, network.For(Dataset).Layers, network.Activation, network.Dropout))],
        [.. Measurements.Select(Epoch)]);

    private static EpochDocument Epoch(EpochMeasurement epoch) => new(
        epoch.Network,
        epoch.Seed,
        epoch.Epoch,
        epoch.TestLoss,
        epoch.TestAccuracy,
        [.. epoch.Inputs.Select(input => new InputDocument(input.Input, input.Count, [.. input.Layers.Select(Layer)]))]);

    private static LayerDocument Layer(GroupMeasurement layer) => new()
    {
        Layer = layer.Layer,
        Size = layer.Size,
        MeanFisher = layer.Fisher,
        Sd1 = Math.Sqrt(layer.FirstVariance),
        Sd2 = Math.Sqrt(layer.SecondVariance),
        LbFisher = layer.LowerFisher,
        UbFisher = layer.UpperFisher,
        LbVar1 = layer.LowerFirstVariance,
        Var1 = layer.FirstVariance,
        UbVar1 = layer.UpperFirstVariance,
        LbVar2 = layer.LowerSecondVariance,
        Var2 = layer.SecondVariance,
        UbVar2 = layer.UpperSecondVariance,
        Outside = layer.Outside,
    };
}
