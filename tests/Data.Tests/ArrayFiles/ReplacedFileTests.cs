using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Tests.ArrayFiles;

public sealed class ReplacedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_old_content_stands_until_the_new_one_is_complete()
    {
        string path = Path.Combine(_folder, "made", "file");
        ReplacedFile.WriteText(path, "old and longer");
        ReplacedFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old and longer", File.ReadAllText(path));
        });
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_failure_while_writing_leaves_the_old_content_and_nothing_else()
    {
        string path = Path.Combine(_folder, "file");
        ReplacedFile.WriteText(path, "old");
        Assert.Throws<InvalidOperationException>(() => ReplacedFile.Write(path, stream =>
        {
            stream.Write(new byte[1 << 20]);
            throw new InvalidOperationException();
        }));
        OutputException error = Assert.Throws<OutputException>(() => ReplacedFile.Write(path, _ => throw new IOException("The disk went away.")));
        Assert.Equal($"{path}: cannot be written (The disk went away). Name a file in a folder that exists and can be written to.", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_place_below_a_file_or_taken_by_a_folder_is_an_error_that_names_it()
    {
        string file = Path.Combine(_folder, "file"), taken = Path.Combine(_folder, "taken");
        File.WriteAllText(file, "kept");
        Directory.CreateDirectory(taken);
        Assert.Equal(Path.Combine(file, "below"), Assert.Throws<OutputException>(() => ReplacedFile.WriteText(Path.Combine(file, "below"), "new")).Subject);
        Assert.Equal(taken, Assert.Throws<OutputException>(() => ReplacedFile.WriteText(taken, "new")).Subject);
        Assert.Equal("kept", File.ReadAllText(file));
        Assert.Equal([file, taken], Directory.GetFileSystemEntries(_folder).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_folder_that_must_not_be_written_to_is_an_error_that_names_the_file()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permission bits bind neither root nor Windows.");
            return;
        }

        string closed = Directory.CreateDirectory(Path.Combine(_folder, "closed"), UnixFileMode.UserRead | UnixFileMode.UserExecute).FullName;
        Assert.Throws<OutputException>(() => ReplacedFile.WriteText(Path.Combine(closed, "file"), "new"));
        Assert.Empty(Directory.GetFileSystemEntries(closed));
    }

    [Fact]
    public void A_full_disk_is_called_so_and_a_device_is_not_replaced()
    {
        const string Full = "/dev/full";
        Assert.SkipUnless(File.Exists(Full), "There is no /dev/full.");
        OutputException error = Assert.Throws<OutputException>(() => ReplacedFile.Write(Full, stream => stream.Write(new byte[1 << 20])));
        Assert.Equal("/dev/full: the disk is full. Free some space there, or name another place.", error.Message);
        Assert.Throws<OutputException>(() => ReplacedFile.WriteText(Full, "few"));
        Assert.Equal([Full], Directory.GetFiles("/dev", "full*"));
        Assert.ThrowsAny<IOException>(() => File.WriteAllText(Full, "still full"));
    }
}
