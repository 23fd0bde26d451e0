namespace Neuromanifold.Experiments.Reports;

/// <summary>A study in a report: what was claimed, and the figures measured again.</summary>
public sealed record ReportStudy
{
    /// <summary>Each claim and whether it held.</summary>
    public IReadOnlyList<StudyClaim> Claims { get; init; } = [];

    /// <summary>The charts, section by section.</summary>
    public IReadOnlyList<ReportChart> Charts { get; init; } = [];

    /// <summary>The figures of networks in training.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];
}
