using System.Globalization;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>A number or a choice that an optimiser can be set up with.</summary>
/// <param name="Name">The name on the command line, without dashes.</param>
/// <param name="Description">What it is, in a phrase.</param>
/// <param name="Default">Its text where the user says nothing.</param>
public abstract record OptimiserSetting(string Name, string Description, string Default)
{
    /// <summary>What is allowed, as a phrase to end a sentence: "a number in [0, 1)".</summary>
    public abstract string Expected { get; }

    /// <summary>Whether a text is allowed.</summary>
    public abstract bool Allows(string text);

    /// <summary>Reads a number written in the invariant culture.</summary>
    protected static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
