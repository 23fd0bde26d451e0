namespace Neuromanifold.Studies.Plateau;

/// <summary>One run.</summary>
/// <param name="Contender">Who stepped.</param>
/// <param name="Seed">Of teacher, start and inputs.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Height">The median of the errors until the plateau was left.</param>
/// <param name="Entered">The step after which the error first was as low as that.</param>
/// <param name="Left">The step after which it first was lower than on any plateau; null for never.</param>
/// <param name="Learnt">The step after which it first was at the target; null for never.</param>
/// <param name="Steps">The steps taken.</param>
/// <param name="Curve">Points on the way.</param>
internal sealed record PlateauMeasurement(
    string Contender,
    long Seed,
    double Rate,
    [property: JsonPropertyName("plateau_height")] double Height,
    [property: JsonPropertyName("plateau_entered")] int Entered,
    [property: JsonPropertyName("plateau_left")] int? Left,
    [property: JsonPropertyName("steps_to_target")] int? Learnt,
    int Steps,
    ImmutableArray<PlateauPoint> Curve)
{
    /// <summary>The steps spent on the plateau, at least: a run that was given up there might have stayed longer.</summary>
    [JsonPropertyName("plateau_steps")]
    public int Length => (Left ?? Steps) - Entered;

    /// <summary>Whether <see cref="Length"/> is all of it.</summary>
    [JsonIgnore]
    public bool IsWhole => Left is not null;

    /// <summary>The points from the plateau on.</summary>
    [JsonIgnore]
    public IEnumerable<PlateauPoint> FromPlateau => Curve.Where(point => point.Step >= Entered);
}
