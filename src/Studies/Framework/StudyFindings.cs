namespace Neuromanifold.Studies.Framework;

/// <summary>What a study found, beside what every study says.</summary>
/// <param name="Claims">Each claim and whether it held.</param>
/// <param name="Json">The study's own members of study.json: settings and all numbers, in full precision.</param>
public sealed record StudyFindings(IReadOnlyList<StudyClaim> Claims, JsonObject Json)
{
    /// <summary>How it was set up, as labelled values.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>What a reader of the page must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The tables of the page.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>The charts of the page.</summary>
    public IReadOnlyList<ReportChart> Charts { get; init; } = [];

    /// <summary>The figures of networks in training.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];
}
