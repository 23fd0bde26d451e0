namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Settings of <see cref="KroneckerFactoredNaturalGradient{T}"/>; its damping is split between the factors by π.</summary>
public sealed record KroneckerFactoredOptions : NaturalGradientOptions;
