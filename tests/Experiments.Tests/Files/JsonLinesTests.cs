using Neuromanifold.Experiments.Files;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Tests.Runs;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Tests.Files;

public sealed class JsonLinesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-lines-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "lines.jsonl");

    private JsonLines<RunEpoch> Lines => RunEpoch.LinesIn(Path);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_file_there_are_no_lines_and_none_is_made()
    {
        Assert.Empty(Lines.Recover());
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void Half_a_line_at_the_end_is_removed_wherever_a_kill_cut_it_and_lines_go_on_behind_the_last_whole_one()
    {
        RunEpoch[] epochs = [.. Enumerable.Range(1, 3).Select(epoch => RunEpoch.Of(RunFixtures.Record(epoch)))];
        Lines.Append(epochs[0]);
        int first = (int)new FileInfo(Path).Length;
        Lines.Append(epochs[1]);
        byte[] two = File.ReadAllBytes(Path);
        for (int length = first; length < two.Length; length++)
        {
            File.WriteAllBytes(Path, two[..length]);
            Assert.Equal(epochs[..1], Lines.Recover());
            Assert.Equal(first, new FileInfo(Path).Length);
        }

        Lines.Append(epochs[2]);
        Assert.Equal([epochs[0], epochs[2]], Lines.Read());
    }

    [Fact]
    public void A_line_of_something_else_is_refused_by_its_number_and_the_file_is_left_alone()
    {
        Lines.Append(RunEpoch.Of(RunFixtures.Record(1)));
        File.AppendAllText(Path, "{}\n{\"epoch\":");
        byte[] before = File.ReadAllBytes(Path);
        Assert.EndsWith("lines.jsonl, line 2", Assert.Throws<InvalidInputException>(() => Lines.Recover()).Subject, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }
}
