namespace Neuromanifold.Studies.Plateau;

/// <summary>All that the study found and all that decided it.</summary>
internal sealed record PlateauFindings(
    PlateauPlan Plan, StudyConfiguration Configuration, IReadOnlyList<PlateauMeasurement> Measurements, IReadOnlyList<StudyClaim> Claims);
