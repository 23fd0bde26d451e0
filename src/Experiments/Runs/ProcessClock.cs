using System.Diagnostics;

namespace Neuromanifold.Experiments.Runs;

/// <summary>Wall time since this process started, its own start-up included.</summary>
internal static class ProcessClock
{
    /// <summary>The time.</summary>
    public static TimeSpan Elapsed
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return TimeProvider.System.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime();
        }
    }
}
