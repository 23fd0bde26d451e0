namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>The layers of a network at one input, or in the mean over several.</summary>
/// <param name="Input">Which, as in "test input 17"; its name in pages and tables.</param>
/// <param name="Count">Inputs averaged over.</param>
/// <param name="Layers">The layers in order.</param>
internal sealed record InputMeasurement(string Input, int Count, IReadOnlyList<GroupMeasurement> Layers);
