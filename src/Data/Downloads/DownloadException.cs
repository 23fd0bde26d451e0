using System.Collections.Immutable;

namespace Neuromanifold.Data.Downloads;

/// <summary>A file that no place delivered whole and unchanged. What arrived is kept beside it, and the next attempt goes on from there.</summary>
public sealed class DownloadException : Exception
{
    /// <summary>A failure with what each place did, in order.</summary>
    public DownloadException(PublishedFile file, IEnumerable<string> failures)
        : base($"{file.Name} could not be fetched: {string.Join("; ", failures)}. Try again later: what has arrived is kept. Or name another place with --from URL.")
    {
        File = file;
        Failures = [.. failures];
    }

    /// <summary>The file that was wanted.</summary>
    public PublishedFile File { get; }

    /// <summary>A sentence an attempt: the address and what it did.</summary>
    public ImmutableArray<string> Failures { get; }
}
