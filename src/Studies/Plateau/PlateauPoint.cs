namespace Neuromanifold.Studies.Plateau;

/// <summary>Where a run was.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Error">½ E[(f − f*)²].</param>
/// <param name="Distance">|w_1 − w_2|, the distance of the student's two units: zero on the singular set.</param>
/// <param name="Smallest">The smallest eigenvalue of the Fisher matrix.</param>
/// <param name="Largest">The largest.</param>
public sealed record PlateauPoint(int Step, double Error, double Distance, double Smallest, double Largest);
