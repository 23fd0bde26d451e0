using System.Diagnostics;

namespace Neuromanifold.Samples.Tests;

/// <summary>A sample as a process of its own.</summary>
internal static class SampleProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a sample to its end and returns what it printed; what it wrote to standard error fails the test.</summary>
    public static async Task<string> Run(string name)
    {
        // artifacts/bin/Samples.Tests/CONFIGURATION/ beside artifacts/bin/NAME/CONFIGURATION/
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string program = Path.Combine(here, "..", "..", name, Path.GetFileName(here), $"{name}.dll");
        Assert.True(File.Exists(program), $"There is no {program}.");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource end = new(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(end.Token), errors = process.StandardError.ReadToEndAsync(end.Token);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        return await output;
    }
}
