namespace Neuromanifold.CommandLine.Tests;

public sealed class ExampleTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("compare")]
    [InlineData("quickstart")]
    [InlineData("completion")]
    [InlineData("manifold")]
    [InlineData("manifold distance")]
    [InlineData("manifold divergence")]
    [InlineData("manifold geodesic")]
    [InlineData("manifold fisher")]
    [InlineData("manifold convert")]
    [InlineData("manifold project")]
    [InlineData("manifold mean")]
    [InlineData("manifold bound")]
    [InlineData("manifold fit")]
    [InlineData("manifold region")]
    [InlineData("manifold legendre")]
    public void An_example_works_as_printed(string command)
    {
        string[] help = _tool.Run($"{command} --help").Output.Split('\n');
        string[] examples = [.. help.SkipWhile(line => line != "Example:").Skip(1).Where(line => line.Length > 0)];
        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            Tool.Outcome outcome = _tool.RunShell(example);
            Assert.True(outcome.Code == 0, $"{example}: {outcome.Error}");
            Assert.NotEmpty(outcome.Output);
        }
    }

    [Fact]
    public void A_download_from_nowhere_says_what_failed_and_writes_nothing_that_looks_whole()
    {
        Tool.Outcome outcome = _tool.Run("data get mnist --from http://127.0.0.1:1/ --json");
        Assert.Equal(1, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains("could not be fetched", outcome.Message("data get"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_tool.Folder, "*-ubyte*", SearchOption.AllDirectories));
    }
}
