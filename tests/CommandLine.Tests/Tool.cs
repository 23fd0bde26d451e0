using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Neuromanifold.CommandLine.Tests;

/// <summary>The built tool, run as a user runs it: a process of its own in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Where it runs; removed at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("neuromanifold-tool-").FullName;

    /// <summary>Variables of its environment beyond this process's.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal) { ["OPENBLAS_CORETYPE"] = null, ["NEUROMANIFOLD_BLAS"] = null };

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Runs a line of arguments, separated by spaces, to its end.</summary>
    public Outcome Run(string line)
    {
        using Process process = Start(line);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"'{line}' did not end.");
        }

        return new Outcome(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs a line that must succeed with JSON.</summary>
    public JsonObject RunJson(string line)
    {
        Outcome outcome = Run($"{line} --json");
        Assert.True(outcome.Code == 0, outcome.Error);
        return JsonNode.Parse(outcome.Output)!.AsObject();
    }

    /// <summary>Starts a line of arguments.</summary>
    public Process Start(string line)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "neuromanifold.exe" : "neuromanifold"), line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach ((string name, string? value) in Environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal sealed record Outcome(int Code, string Output, string Error);
}
