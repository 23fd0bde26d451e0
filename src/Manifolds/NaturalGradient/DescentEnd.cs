namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>Why a descent ended.</summary>
public enum DescentEnd
{
    /// <summary>The gradient is below the tolerance.</summary>
    Converged,

    /// <summary>As many steps as were allowed have been taken.</summary>
    TooManySteps,

    /// <summary>A step left the chart, or no shorter one was found that descends.</summary>
    Stuck,
}
