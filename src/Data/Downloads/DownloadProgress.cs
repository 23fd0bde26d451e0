namespace Neuromanifold.Data.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Received">Bytes that are here.</param>
/// <param name="Total">Bytes in all.</param>
/// <param name="Remark">What went wrong and is got over, or that the file was here already; null for plain progress.</param>
public readonly record struct DownloadProgress(string File, long Received, long Total, string? Remark = null);
