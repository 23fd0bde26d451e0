using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>Draws an outcome at given parameters.</summary>
public delegate void OutcomeSampler(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome);
