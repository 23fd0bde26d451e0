using System.Diagnostics;

namespace Neuromanifold.Claims.Measurements;

/// <summary>The published command-line tool, as a user starts it.</summary>
internal sealed class Tool
{
    private readonly string _path;

    /// <summary>The tool at a path, which is published first if it is missing.</summary>
    /// <exception cref="UnmeasurableException">It cannot be published.</exception>
    public Tool(ClaimOptions options)
    {
        _path = options.Tool;
        if (File.Exists(_path)) return;
        string[] publish = ["publish", Path.Combine(options.Repository, "src", "CommandLine"), "-c", "Release", "-o", Path.GetDirectoryName(Path.GetFullPath(_path))!];
        int exitCode = Run("dotnet", publish, () => { }, out string output);
        if (exitCode != 0 || !File.Exists(_path)) throw new UnmeasurableException($"dotnet {string.Join(' ', publish)} made no {_path}:\n{output}");
    }

    /// <summary>Seconds from its start to its end.</summary>
    /// <exception cref="UnmeasurableException">It failed.</exception>
    public double Time(params string[] arguments) => Time(() => { }, arguments);

    /// <summary>Seconds from its start to its end, and until a file is there.</summary>
    /// <exception cref="UnmeasurableException">It failed.</exception>
    public (double End, double File) TimeUntil(string file, params string[] arguments)
    {
        double appeared = double.NaN;
        long start = Stopwatch.GetTimestamp();
        double end = Time(
            () =>
            {
                while (double.IsNaN(appeared) && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30))
                {
                    if (File.Exists(file)) appeared = Stopwatch.GetElapsedTime(start).TotalSeconds;
                    else Thread.Sleep(1);
                }
            },
            arguments);
        return (end, appeared);
    }

    private double Time(Action meanwhile, string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        int exitCode = Run(_path, arguments, meanwhile, out string output);
        return exitCode == 0
            ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new UnmeasurableException($"{_path} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }

    private static int Run(string program, string[] arguments, Action meanwhile, out string output)
    {
        ProcessStartInfo start = new(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> written = process.StandardOutput.ReadToEndAsync(), told = process.StandardError.ReadToEndAsync();
        meanwhile();
        process.WaitForExit();
        output = written.Result + told.Result;
        return process.ExitCode;
    }
}
