namespace Neuromanifold.Studies.Plateau;

/// <summary>Where a run was.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Error">½ E[(f − f*)²].</param>
/// <param name="Distance">|w_1 − w_2|, the distance of the student's two units: zero on the singular set.</param>
/// <param name="Smallest">The smallest eigenvalue of the Fisher matrix.</param>
/// <param name="Largest">The largest.</param>
internal sealed record PlateauPoint(
    int Step,
    double Error,
    double Distance,
    [property: JsonPropertyName("smallest_eigenvalue")] double Smallest,
    [property: JsonPropertyName("largest_eigenvalue")] double Largest);
