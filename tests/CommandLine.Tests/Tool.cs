using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Neuromanifold.CommandLine.Tests;

/// <summary>The built tool, run as a user runs it: a process of its own in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Where it runs; removed at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("neuromanifold-tool-").FullName;

    /// <summary>Variables of its environment beyond this process's; null for one that is taken away.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["OPENBLAS_CORETYPE"] = null,
        ["NEUROMANIFOLD_BLAS"] = null,
        ["NEUROMANIFOLD_DATA"] = null,
        ["NO_COLOR"] = null,
        // Networks as small as these gain nothing by threads, and lose much where tests run side by side.
        ["DOTNET_PROCESSOR_COUNT"] = "1",
    };

    /// <summary>The executable.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "neuromanifold.exe" : "neuromanifold");

    /// <summary>A folder of its own is its home, too.</summary>
    public Tool()
    {
        Environment["HOME"] = Environment["XDG_DATA_HOME"] = Folder;
        Environment["PATH"] = $"{AppContext.BaseDirectory}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}";
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Runs a line of arguments, separated by spaces, to its end.</summary>
    public Outcome Run(string line)
    {
        using Process process = Start(line);
        return End(process, line);
    }

    /// <summary>Runs a line of a shell, in which the tool is known by its name.</summary>
    public Outcome RunShell(string line)
    {
        using Process process = Start("/bin/sh", ["-c", line]);
        return End(process, line);
    }

    /// <summary>Waits for a process to end.</summary>
    public static Outcome End(Process process, string line)
    {
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

    /// <summary>Sends a signal, as in INT.</summary>
    public static void Signal(Process process, string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits until a run has written its first checkpoint.</summary>
    public void AwaitCheckpoint(string run)
    {
        string state = PathOf($"{run}/checkpoint/state.json");
        for (int i = 0; i < 3000 && !File.Exists(state); i++) Thread.Sleep(10);
        Assert.True(File.Exists(state), "There is a checkpoint before the first step.");
    }

    /// <summary>Starts a line of arguments.</summary>
    public Process Start(string line) => Start(Executable, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private Process Start(string executable, string[] arguments)
    {
        ProcessStartInfo start = new(executable, arguments)
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

    internal sealed record Outcome(int Code, string Output, string Error)
    {
        /// <summary>Refuses what no user shall ever see.</summary>
        public void AssertNoDefect(string line)
        {
            Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
            Assert.False(Error.Contains("A defect of the tool", StringComparison.Ordinal), $"'{line}': {Error}");
        }

        /// <summary>The message of a failure: one line, one subject, one full stop.</summary>
        public string Message(string line)
        {
            AssertNoDefect(line);
            string[] messages = [.. Error.Split('\n').Where(text => text.StartsWith("neuromanifold: ", StringComparison.Ordinal))];
            Assert.True(messages.Length == 1, $"'{line}' should end with one message: {Error}");
            string message = messages[0].TrimEnd('\r')["neuromanifold: ".Length..];
            Assert.DoesNotContain("neuromanifold: ", message, StringComparison.Ordinal);
            Assert.Matches(@"[^.][.?]$", message);
            return message;
        }
    }
}
