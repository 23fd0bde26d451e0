namespace Neuromanifold.Studies.Quantisation;

/// <summary>How much is trained and measured.</summary>
/// <param name="Networks">Hidden widths and activation of each network.</param>
/// <param name="Bits">Mean bits a parameter.</param>
/// <param name="Epochs">Epochs of training.</param>
/// <param name="Seeds">Repeats.</param>
/// <param name="FisherInputs">Training inputs over which the Fisher information is taken.</param>
internal sealed record QuantisationPlan(ImmutableArray<(string Hidden, string Activation)> Networks, ImmutableArray<int> Bits, int Epochs, int Seeds, int FisherInputs)
{
    /// <summary>The whole study.</summary>
    public static QuantisationPlan Full { get; } = new([("80-80-80", "relu"), ("256-256", "tanh")], [1, 2, 3, 4, 5, 6, 8], Epochs: 5, Seeds: 5, FisherInputs: 10_000);

    /// <summary>The same in under a minute.</summary>
    public static QuantisationPlan Quick { get; } = new([("80-80-80", "relu")], [2, 3, 4, 6], Epochs: 2, Seeds: 3, FisherInputs: 2000);
}
