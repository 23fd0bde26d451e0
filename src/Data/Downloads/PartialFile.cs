using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Neuromanifold.Data.Downloads;

/// <summary>A file on its way: its beginning lies beside its place under the same name with .part, and takes the place once it is whole and right.</summary>
internal sealed class PartialFile(PublishedFile file, string folder)
{
    private readonly string _place = Path.Combine(folder, file.Name), _part = Path.Combine(folder, file.Name + ".part");

    /// <summary>Bytes that are here.</summary>
    public long Length => File.Exists(_part) ? new FileInfo(_part).Length : 0;

    /// <summary>Whether the whole, right file is in its place.</summary>
    public Task<bool> IsInPlaceAsync(CancellationToken cancellation) => MatchesAsync(_place, cancellation);

    /// <summary>Opens the beginning for more bytes from <paramref name="offset"/> on; what lies beyond is dropped.</summary>
    public FileStream Open(long offset)
    {
        FileStream stream = new(_part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        stream.SetLength(offset);
        stream.Position = offset;
        return stream;
    }

    /// <summary>Forgets what is here.</summary>
    public void Discard() => File.Delete(_part);

    /// <summary>Puts the file in its place if it is whole and right.</summary>
    public async Task<bool> TryFinishAsync(CancellationToken cancellation)
    {
        if (!await MatchesAsync(_part, cancellation)) return false;
        File.Move(_part, _place, overwrite: true);
        return true;
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "MD5 is the checksum the authors published; it guards against damage, not against forgery.")]
    private async Task<bool> MatchesAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path)) return false;
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using (stream)
        {
            return stream.Length == file.Length && Convert.ToHexStringLower(await MD5.HashDataAsync(stream, cancellation)) == file.Md5;
        }
    }
}
