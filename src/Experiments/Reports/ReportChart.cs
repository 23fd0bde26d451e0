namespace Neuromanifold.Experiments.Reports;

/// <summary>Lines over one pair of axes.</summary>
public sealed record ReportChart
{
    /// <summary>The section it stands in; charts of one subject stand together, below the claims about it.</summary>
    public required string Subject { get; init; }

    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows and how to read it, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required ReportAxis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required ReportAxis Y { get; init; }

    /// <summary>Whether a unit is as long on both axes, as in a drawing of a plane.</summary>
    public bool EqualScales { get; init; }

    /// <summary>The lines, in the order of the legend.</summary>
    public IReadOnlyList<ReportLine> Lines { get; init; } = [];
}
