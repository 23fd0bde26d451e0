namespace Neuromanifold.Experiments.Reports;

/// <summary>The Fisher information of a network in training, its estimators' deviations and their bounds: a column a layer.</summary>
public sealed record ReportFigure
{
    /// <summary>The network.</summary>
    public required string Title { get; init; }

    /// <summary>How it was trained, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The epochs at whose end it was measured; 0 is before training.</summary>
    public IReadOnlyList<int> Epochs { get; init; } = [];

    /// <summary>The names of its layers.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>The names of the inputs it was measured at; the first is shown first.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The curves: one entry for each seed, input and layer.</summary>
    public IReadOnlyList<ReportCurves> Curves { get; init; } = [];
}
