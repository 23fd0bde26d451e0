namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Settings of <see cref="UnitWiseNaturalGradient{T}"/>.</summary>
public sealed record UnitWiseOptions : NaturalGradientOptions
{
    /// <summary>The defaults: a refresh costs some hundred steps, so it is rare.</summary>
    public UnitWiseOptions()
    {
        StatisticsPeriod = 100;
        Decay = 0.8;
    }
}
