namespace Neuromanifold.Experiments.Reports;

/// <summary>A line of a chart: as many values in each list as it has points, NaN for a gap.</summary>
public sealed record ReportLine
{
    /// <summary>The name in the legend; lines of one name share a colour and an entry there.</summary>
    public required string Name { get; init; }

    /// <summary>How it is drawn.</summary>
    public ReportLineStyle Style { get; init; }

    /// <summary>Where its points lie on the horizontal axis.</summary>
    public IReadOnlyList<double> X { get; init; } = [];

    /// <summary>Where its points lie on the vertical axis.</summary>
    public IReadOnlyList<double> Y { get; init; } = [];

    /// <summary>The lower edge of a band around it; empty for none.</summary>
    public IReadOnlyList<double> Low { get; init; } = [];

    /// <summary>The upper edge of the band.</summary>
    public IReadOnlyList<double> High { get; init; } = [];
}
