using System.Collections.Immutable;

namespace Neuromanifold.Experiments.Studies.Plateau;

/// <summary>One run.</summary>
/// <param name="Contender">Who stepped.</param>
/// <param name="Seed">Of teacher, start and inputs.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Entered">The step after which the error first was as low as on the plateau; null for never.</param>
/// <param name="Left">The step after which it first was lower; null for never.</param>
/// <param name="Learnt">The step after which it first was at the target; null for never.</param>
/// <param name="Steps">The steps taken.</param>
/// <param name="Curve">Points on the way.</param>
public sealed record PlateauMeasurement(string Contender, long Seed, double Rate, int? Entered, int? Left, int? Learnt, int Steps, ImmutableArray<PlateauPoint> Curve)
{
    /// <summary>The steps spent on the plateau, at least: a run that was given up there might have stayed longer. Zero for a run that never came to it.</summary>
    public int Length => Entered is { } first ? (Left ?? Steps) - first : 0;

    /// <summary>Whether <see cref="Length"/> is all of it.</summary>
    public bool IsWhole => Left is not null;
}
