namespace Neuromanifold.Data.Downloads;

/// <summary>How patient a download is.</summary>
public sealed record DownloadOptions
{
    /// <summary>A place that sends nothing for so long is given up. Default: 30 seconds.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests to one place for one file before the next place is tried. Default: 3.</summary>
    public int Attempts { get; init; } = 3;
}
