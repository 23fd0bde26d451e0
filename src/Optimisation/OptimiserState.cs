using System.Numerics;

namespace Neuromanifold.Optimisation;

/// <summary>A named vector of an optimiser's memory.</summary>
/// <param name="Name">Unique within the optimiser.</param>
/// <param name="Values">The memory itself: filled from a checkpoint, the optimiser goes on from there.</param>
public readonly record struct OptimiserState<T>(string Name, Memory<T> Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
