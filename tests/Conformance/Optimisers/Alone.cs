namespace Neuromanifold.Conformance.Optimisers;

/// <summary>Runs while no other test does: allocations are counted over the whole process, and teams take all cores.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
