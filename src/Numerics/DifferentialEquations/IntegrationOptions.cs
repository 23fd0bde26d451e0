namespace Neuromanifold.Numerics.DifferentialEquations;

/// <summary>How exactly an ordinary differential equation is solved.</summary>
/// <param name="Tolerance">The error allowed to a step, in units of the <see cref="ErrorScale"/>.</param>
/// <param name="MostSteps">The steps after which it gives up.</param>
public sealed record IntegrationOptions(double Tolerance = 1e-13, int MostSteps = 10_000)
{
    /// <summary>1e-13 in each step.</summary>
    public static IntegrationOptions Default { get; } = new();
}
