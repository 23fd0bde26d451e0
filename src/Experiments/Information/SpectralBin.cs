using Neuromanifold.Experiments.Reports;

namespace Neuromanifold.Experiments.Information;

/// <summary>Eigenvalues between two edges.</summary>
/// <param name="From">The lower edge, not included.</param>
/// <param name="To">The upper edge, included.</param>
/// <param name="Count">How many there are.</param>
/// <param name="StandardError">The error of an estimated count; null for an exact one.</param>
internal sealed record SpectralBin(double From, double To, double Count, double? StandardError)
{
    private const int BarWidth = 40;

    /// <summary>The bin as a line of text, its bar as long as it has eigenvalues beside the fullest.</summary>
    public string ToLine(double fullest)
    {
        string bar = new('█', fullest > 0 ? (int)Math.Round(BarWidth * Count / fullest) : 0);
        return $"{NumberText.Format(From, "g4"),9} – {NumberText.Format(To, "g4"),-9} {bar,-BarWidth} {NumberText.WithError(Count, StandardError, "g4")}";
    }
}
