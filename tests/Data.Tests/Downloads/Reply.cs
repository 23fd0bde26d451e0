namespace Neuromanifold.Data.Tests.Downloads;

/// <summary>What a server sends, and how it fails.</summary>
/// <param name="Status">The status line's number and phrase.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentRange">The value of Content-Range, if any.</param>
internal sealed record Reply(string Status, byte[] Body, string? ContentRange = null)
{
    /// <summary>The length that is announced; null announces none, and the body ends with the connection.</summary>
    public long? Announced { get; init; } = Body.Length;

    /// <summary>Bytes after which nothing more is sent.</summary>
    public int Sent { get; init; } = Body.Length;

    /// <summary>Whether the connection is then held open, in silence, instead of closed.</summary>
    public bool Stalls { get; init; }

    public static Reply Whole(byte[] content) => new("200 OK", content);

    public static Reply Rest(byte[] content, long offset) =>
        new("206 Partial Content", content[(int)offset..], $"bytes {offset}-{content.Length - 1}/{content.Length}");

    public static Reply Refusal(string status) => new(status, []);
}
