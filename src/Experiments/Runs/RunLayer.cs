namespace Neuromanifold.Experiments.Runs;

/// <summary>A layer of the network that was trained.</summary>
/// <param name="Name">Its name, which its parameters' names begin with.</param>
/// <param name="Kind">What it is, as in Dense.</param>
/// <param name="Output">The shape of its output for one example.</param>
public sealed record RunLayer(string Name, string Kind, IReadOnlyList<int> Output);
