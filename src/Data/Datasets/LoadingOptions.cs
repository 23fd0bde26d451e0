namespace Neuromanifold.Data.Datasets;

/// <summary>How a data set is read.</summary>
public sealed record LoadingOptions
{
    /// <summary>What outcomes are. Default: labels.</summary>
    public OutcomeKind Outcomes { get; init; } = OutcomeKind.Labels;

    /// <summary>Where the test part comes from. Default: the data set's own, else the last tenth of the training data.</summary>
    public DataSpecification? Test { get; init; }

    /// <summary>The column to be predicted, for CSV.</summary>
    public string? Target { get; init; }

    /// <summary>Applied to every input value. Default: none; pixels lie in [0, 1].</summary>
    public Normalisation? Normalisation { get; init; }

    /// <summary>The folder that holds downloaded data sets. Default: <see cref="DataDirectory.Default"/>.</summary>
    public string? DataDirectory { get; init; }
}
