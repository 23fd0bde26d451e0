namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>A network at the end of an epoch.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Seed">The seed of its training.</param>
/// <param name="Epoch">Epochs completed; 0 before training.</param>
/// <param name="TestLoss">The mean loss on the test part; null before training.</param>
/// <param name="TestAccuracy">The share of its labels predicted right; null before training.</param>
/// <param name="Inputs">What was measured at each input.</param>
internal sealed record EpochMeasurement(
    string Network, long Seed, int Epoch, double? TestLoss, double? TestAccuracy, IReadOnlyList<InputMeasurement> Inputs)
{
    /// <summary>What tells it from others.</summary>
    public string Key => KeyOf(Network, Seed, Epoch);

    /// <summary>The key of a network's measurement after an epoch.</summary>
    public static string KeyOf(string network, long seed, int epoch) => $"{network}, seed {seed}, epoch {epoch}";
}
