using System.Diagnostics;

namespace Neuromanifold.Claims;

/// <summary>Starting this program anew in an environment that native libraries see.</summary>
internal static class Relaunch
{
    /// <summary>Where the variable is set, runs this program without it and returns its exit code; else null.</summary>
    public static int? Without(string variable, string[] arguments)
    {
        if (Environment.GetEnvironmentVariable(variable) is null) return null;
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        ProcessStartInfo start = new(program, isHost ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments);
        start.Environment.Remove(variable);
        Console.Error.WriteLine($"{variable} is set; starting again without it.");
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
