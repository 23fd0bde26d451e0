namespace Neuromanifold.Studies.Framework;

/// <summary>An optimiser that competes: one setting that is chosen among a few values, and the others, which are fixed.</summary>
/// <param name="Name">The optimiser's name.</param>
/// <param name="Varied">The setting that is chosen.</param>
/// <param name="Values">The values that are tried.</param>
/// <param name="Usual">The value where none is tried.</param>
internal sealed record Contender(string Name, string Varied, ImmutableArray<double> Values, double Usual)
{
    /// <summary>The settings that differ from the optimiser's defaults, as in momentum=0.95:step=model.</summary>
    public string Fixed { get; init; } = "";

    /// <summary>About what a step costs it, in those of plain gradient descent.</summary>
    public double Cost { get; init; } = 1;

    /// <summary>The name and what is fixed, as readers see it.</summary>
    internal string Label => Fixed.Length == 0 ? Name : $"{Name} ({Fixed.Replace(":", ", ", StringComparison.Ordinal)})";

    /// <summary>Its settings with a value of the varied one.</summary>
    internal OptimiserConfiguration At(double value) =>
        OptimiserConfiguration.Parse($"{Name}:{Varied}={NumberText.Exact(value)}{(Fixed.Length == 0 ? "" : ":" + Fixed)}");
}
