namespace Neuromanifold.Studies.Rfim;

/// <summary>How much is trained.</summary>
/// <param name="Networks">What is trained.</param>
/// <param name="Optimisers">By which rules.</param>
/// <param name="Epochs">Passes over the training part.</param>
/// <param name="ChoiceEpochs">Passes with each learning rate that is tried; 0 for none, which takes the usual rates.</param>
/// <param name="Seeds">Repeats.</param>
internal sealed record RfimPlan(ImmutableArray<StudiedNetwork> Networks, ImmutableArray<Contender> Optimisers, int Epochs, int ChoiceEpochs, int Seeds)
{
    /// <summary>The name of the optimiser that the claims are about.</summary>
    internal const string Relative = "rngd";

    /// <summary>The whole study.</summary>
    public static RfimPlan Full { get; } = new(
        [
            new StudiedNetwork("784-80-80-80-10", "80-80-80", "relu"),
            new StudiedNetwork("784-100-100-100-10 with normalisation after", "100-100-100", "relu") { Normalisation = "after" },
        ],
        [
            new Contender("sgd", "lr", [0.03, 0.1, 0.3], 0.1),
            new Contender("momentum", "lr", [0.003, 0.01, 0.03], 0.01) { Cost = 1.1 },
            new Contender("adam", "lr", [0.0003, 0.001, 0.003], 0.001) { Cost = 1.4 },
            new Contender(Relative, "lr", [0.03, 0.1, 0.3], 0.1) { Cost = 3 },
        ],
        Epochs: 15,
        ChoiceEpochs: 3,
        Seeds: 3);

    /// <summary>One seed, three epochs, no choice of learning rates.</summary>
    public static RfimPlan Quick { get; } = Full with { Epochs = 3, ChoiceEpochs = 0, Seeds = 1 };

    /// <summary>Examples a step.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>Steps between refreshes of the relative natural gradient's inverses.</summary>
    public int InversePeriod { get; init; } = 100;

    /// <summary>The coefficient of half the squared norm of all parameters, the same for all.</summary>
    public double WeightDecay { get; init; } = 0.0001;

    /// <summary>The share of the training part that is held out where learning rates are chosen.</summary>
    public double Validation { get; init; } = 0.1;
}
