namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>All that the study found and all that decided it.</summary>
internal sealed record TradeoffsFindings(
    TradeoffsPlan Plan, StudyConfiguration Configuration, Dataset Dataset, IReadOnlyList<EpochMeasurement> Measurements)
{
    /// <summary>What was measured of a network, over seeds and epochs.</summary>
    public EpochMeasurement[] Of(StudiedNetwork network) => [.. Measurements.Where(one => one.Network == network.Name)];

    /// <summary>The study's own members of study.json.</summary>
    public TradeoffsDocuments.TradeoffsDocument ToJson() => new(
        new TradeoffsDocuments.TrainingDocument(Plan.Batch, Plan.Epochs, Plan.Seeds),
        [.. Plan.Networks.Select(network => new TradeoffsDocuments.NetworkDocument(network.Name, network.For(Dataset).Layers, network.Activation, network.Dropout))],
        [.. Measurements.Select(Epoch)]);

    private static TradeoffsDocuments.EpochDocument Epoch(EpochMeasurement epoch) => new(
        epoch.Network,
        epoch.Seed,
        epoch.Epoch,
        epoch.TestLoss,
        epoch.TestAccuracy,
        [.. epoch.Inputs.Select(input => new TradeoffsDocuments.InputDocument(input.Input, input.Count, [.. input.Layers.Select(Layer)]))]);

    private static TradeoffsDocuments.LayerDocument Layer(GroupMeasurement layer) => new(
        layer.Layer,
        layer.Size,
        layer.Fisher,
        layer.LowerFisher,
        layer.UpperFisher,
        layer.FirstVariance,
        layer.LowerFirstVariance,
        layer.UpperFirstVariance,
        layer.SecondVariance,
        layer.LowerSecondVariance,
        layer.UpperSecondVariance,
        layer.Outside);
}
