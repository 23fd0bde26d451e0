using System.Diagnostics;

namespace Neuromanifold.Claims.Peers;

/// <summary>The interpreter of peers written in Python.</summary>
internal static class Python
{
    /// <summary>The first interpreter that can import a module.</summary>
    /// <exception cref="UnmeasurableException">There is none.</exception>
    public static string With(string module, string? preferred)
    {
        string[] candidates = preferred is not null ? [preferred] : ["python3", "/usr/bin/python3", "/usr/local/bin/python3", "python"];
        return Array.Find(candidates, candidate => CanImport(candidate, module))
            ?? throw new UnmeasurableException($"no Python with {module} among {string.Join(", ", candidates)}; name one by --python");
    }

    private static bool CanImport(string python, string module)
    {
        try
        {
            ProcessStartInfo start = new(python, ["-c", $"import {module}"]) { UseShellExecute = false, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
