namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>What stands in JSON.</summary>
internal static class TradeoffsDocuments
{
    /// <summary>The study's own members of study.json.</summary>
    internal sealed record TradeoffsDocument(TrainingDocument Training, IReadOnlyList<NetworkDocument> Networks, IReadOnlyList<EpochDocument> Measurements);

    /// <summary>How networks are trained.</summary>
    internal sealed record TrainingDocument(int Batch, int Epochs, int Seeds);

    /// <summary>A network that is trained.</summary>
    internal sealed record NetworkDocument(string Name, string Layers, string Activation, double Dropout);

    /// <summary>A network at the end of an epoch.</summary>
    internal sealed record EpochDocument(string Network, long Seed, int Epoch, double? TestLoss, double? TestAccuracy, IReadOnlyList<InputDocument> Inputs)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason => TestLoss is null ? "test_loss and test_accuracy are undefined: the network is not trained yet" : null;
    }

    /// <summary>The layers of a network at one input, or in the mean over several.</summary>
    internal sealed record InputDocument(string Input, int Count, IReadOnlyList<LayerDocument> Layers);

    /// <summary>A layer, its columns named as those of the fisher command.</summary>
    internal sealed record LayerDocument(
        string Layer, int Size, double MeanFisher, double LbFisher, double UbFisher, double Var1, double LbVar1, double UbVar1,
        double Var2, double LbVar2, double UbVar2, long Outside)
    {
        public double Sd1 => Math.Sqrt(Var1);

        public double Sd2 => Math.Sqrt(Var2);

        [JsonPropertyName("log10_ub_var1_ratio")]
        public double? FirstRatio => Var1 > 0 ? Math.Log10(UbVar1 / Var1) : null;

        [JsonPropertyName("log10_ub_var2_ratio")]
        public double? SecondRatio => Var2 > 0 ? Math.Log10(UbVar2 / Var2) : null;

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason => (FirstRatio, SecondRatio) switch
        {
            (null, null) => "log10_ub_var1_ratio is undefined: var1 is zero; log10_ub_var2_ratio is undefined: var2 is zero",
            (null, _) => "log10_ub_var1_ratio is undefined: var1 is zero",
            (_, null) => "log10_ub_var2_ratio is undefined: var2 is zero",
            _ => null,
        };
    }
}
