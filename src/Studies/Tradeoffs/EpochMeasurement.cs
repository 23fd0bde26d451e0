namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>A network at the end of an epoch.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Seed">The seed of its training.</param>
/// <param name="Epoch">Epochs completed; 0 before training.</param>
/// <param name="TestLoss">The mean loss on the test part; null before training.</param>
/// <param name="TestAccuracy">The share of its labels predicted right; null before training.</param>
/// <param name="Inputs">What was measured at each input.</param>
public sealed record EpochMeasurement(string Network, long Seed, int Epoch, double? TestLoss, double? TestAccuracy, IReadOnlyList<InputMeasurement> Inputs);
