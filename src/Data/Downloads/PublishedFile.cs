namespace Neuromanifold.Data.Downloads;

/// <summary>A file as its authors published it.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Md5">Its MD5 checksum, lower-case hexadecimal.</param>
public sealed record PublishedFile(string Name, long Length, string Md5);
