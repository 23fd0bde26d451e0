using System.Globalization;

namespace Neuromanifold.Experiments.Runs;

/// <summary>Where a run goes whose user named no directory.</summary>
public static class RunName
{
    /// <summary>runs/, the time, and what is run: runs/20260131-154500-adam, with a number behind it if that is taken.</summary>
    public static string Propose(string what, TimeProvider clock)
    {
        string name = Path.Combine("runs", $"{clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{what}");
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? name : $"{name}-{number}").First(path => !Directory.Exists(path));
    }
}
