namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Settings of <see cref="DiagonalNaturalGradient{T}"/>.</summary>
public sealed record DiagonalOptions : NaturalGradientOptions
{
    /// <summary>The defaults.</summary>
    public DiagonalOptions()
    {
        StatisticsPeriod = 1;
        InversePeriod = 10;
    }
}
