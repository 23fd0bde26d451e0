namespace Neuromanifold.Optimisation.NaturalGradient.EigenCorrected;

/// <summary>Settings of <see cref="EigenCorrectedNaturalGradient{T}"/>: moments are refreshed with the statistics, eigenbases with the inverses.</summary>
public sealed record EigenCorrectedOptions : NaturalGradientOptions;
