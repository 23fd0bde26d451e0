namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>How much is trained and measured.</summary>
/// <param name="Networks">The networks, one figure each.</param>
/// <param name="Epochs">Epochs of training; measured before the first and after each.</param>
/// <param name="Seeds">Initialisations, from the study's seed on.</param>
/// <param name="Inputs">Test inputs whose mean is taken.</param>
/// <param name="SingleInputs">Test inputs that are looked at alone.</param>
internal sealed record TradeoffsPlan(ImmutableArray<StudiedNetwork> Networks, int Epochs, int Seeds, int Inputs, int SingleInputs)
{
    private static readonly ImmutableArray<StudiedNetwork> s_networks =
    [
        new("4-layer sigmoid network", "256-256-256", "sigmoid") { Dropout = 0.1 },
        new("5-layer log-sigmoid network", "256-256-256-256", "log-sigmoid") { Dropout = 0.1 },
    ];

    /// <summary>As published: 20 epochs; here three initialisations and the mean over 1,000 inputs beside single ones.</summary>
    public static TradeoffsPlan Full { get; } = new(s_networks, Epochs: 20, Seeds: 3, Inputs: 1000, SingleInputs: 5);

    /// <summary>The same in under a minute.</summary>
    public static TradeoffsPlan Quick { get; } = new(s_networks, Epochs: 3, Seeds: 1, Inputs: 100, SingleInputs: 5);

    /// <summary>The examples of a training step.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>The optimiser, with its defaults.</summary>
    public string Optimiser { get; init; } = "adam";
}
