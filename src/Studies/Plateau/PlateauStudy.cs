using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Studies.Plateau;

/// <summary>
/// A soft-committee machine of two units learns another one from a start where its units nearly agree, and its metric nearly is
/// singular: how long the plain and the natural gradient stand still there. Sources: [SaadSolla95]; [RattraySaadAmari98];
/// [AmariParkFukumizu00]; [Amari16], ch. 12.
/// </summary>
/// <param name="full">What is measured.</param>
/// <param name="quick">What is measured in some seconds.</param>
public sealed class PlateauStudy(PlateauPlan full, PlateauPlan quick) : Study
{
    /// <summary>The study and its quick form.</summary>
    public PlateauStudy()
        : this(PlateauPlan.Full, PlateauPlan.Quick)
    {
    }

    /// <inheritdoc/>
    public override string Name => "plateau";

    /// <inheritdoc/>
    public override string Description => "the plain gradient on the plateau of a soft-committee machine, near a singular metric, and the natural one off it";

    /// <inheritdoc/>
    public override string Publication => "Saad and Solla, On-line learning in soft committee machines, Physical Review E 52, 1995; Rattray, Saad and Amari, Natural gradient descent for on-line learning, Physical Review Letters 81, 1998";

    /// <inheritdoc/>
    public override bool TakesData => false;

    /// <inheritdoc/>
    public override PreparedStudy Prepare(StudyConfiguration configuration, Action<string> note) =>
        new PreparedPlateau(this, configuration.Quick ? quick : full, configuration, note);
}
