namespace Neuromanifold.CommandLine.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("compare")]
    [InlineData("data")]
    [InlineData("data get")]
    [InlineData("quantize")]
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
    [InlineData("study")]
    [InlineData("doctor")]
    [InlineData("quickstart")]
    [InlineData("completion")]
    public void Every_command_explains_itself_with_an_example(string command)
    {
        Tool.Outcome help = _tool.Run($"{command} --help");
        Assert.Equal(0, help.Code);
        Assert.Matches($@"Example:\n(  neuromanifold .+\n)*  neuromanifold {command}", help.Output);
        Assert.Empty(help.Error);
    }

    [Fact]
    public void The_settings_of_an_optimiser_are_listed_once_it_is_named()
    {
        Assert.Contains("--divergence-limit", _tool.Run("train --optimizer kfac --help").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--divergence-limit", _tool.Run("train --optimizer sgd --help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_a_line()
    {
        Tool.Outcome version = _tool.Run("--version");
        Assert.Equal(0, version.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
    }

    [Fact]
    public void A_shell_may_ask_what_comes_next()
    {
        Assert.Contains("complete -o default", _tool.Run("completion bash").Output, StringComparison.Ordinal);
        Assert.Contains("train", _tool.Run("[suggest:1] t").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_names_the_library_and_its_rate()
    {
        _tool.Environment["NEUROMANIFOLD_BLAS"] = "managed";
        System.Text.Json.Nodes.JsonObject report = _tool.RunJson("doctor");
        Assert.StartsWith("managed kernels", report["blas"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(report["gflops_one_thread"]!.GetValue<double>() > 0);
        Assert.Null(report["blas_path"]);
        Assert.Equal(
            ["blas", "blas_path", "kernels", "configuration", "factorisations", "gflops_one_thread", "gflops_all_threads", "threads", "vector_bits", "runtime", "system", "data_directory", "warnings"],
            report.Select(member => member.Key),
            StringComparer.Ordinal);
        Assert.StartsWith(_tool.Folder, report["data_directory"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
