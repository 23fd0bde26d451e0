namespace Neuromanifold.Experiments.Reports;

/// <summary>The effective learning zones of one layer's units over a data set.</summary>
internal sealed record ReportZones
{
    /// <summary>The layer's name.</summary>
    public required string Layer { get; init; }

    /// <summary>How its units respond, as in tanh.</summary>
    public required string Response { get; init; }

    /// <summary>The largest zone there is.</summary>
    public required double Largest { get; init; }

    /// <summary>Pairs of a unit and an input in parts of equal width from 0 to the largest zone.</summary>
    public IReadOnlyList<long> Counts { get; init; } = [];

    /// <summary>Each unit's mean zone.</summary>
    public IReadOnlyList<double> UnitMeans { get; init; } = [];

    /// <summary>What each unit is: learning, dead or saturated.</summary>
    public IReadOnlyList<string> UnitStates { get; init; } = [];
}
