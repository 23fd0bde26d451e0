using System.Diagnostics;
using System.Globalization;

namespace Neuromanifold.Experiments.Runs;

/// <summary>The memory of this process that lies in RAM.</summary>
internal static class ResidentMemory
{
    /// <summary>The most there ever was, in bytes.</summary>
    public static long Peak()
    {
        if (OperatingSystem.IsLinux())
        {
            // As in "VmHWM:    123456 kB"; the runtime's own figure is that of this moment on Linux.
            string? line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            if (line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [_, string kibibytes, ..]) return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
        }

        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
