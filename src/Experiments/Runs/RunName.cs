using System.Globalization;

namespace Neuromanifold.Experiments.Runs;

/// <summary>Where a run goes whose user named no directory.</summary>
internal static class RunName
{
    /// <summary>Makes runs/, the time, and what is run: runs/20260131-154500-adam, with a number behind it if that is taken.</summary>
    /// <exception cref="InvalidInputException">No directory can be made there.</exception>
    public static RunDirectory CreateDirectory(string what, TimeProvider clock)
    {
        string name = Path.Combine("runs", $"{clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{what}");
        for (int number = 1; ; number++)
        {
            string path = number == 1 ? name : $"{name}-{number}";
            if (Directory.Exists(path)) continue;
            try
            {
                return RunDirectory.Create(path);
            }
            catch (InvalidInputException) when (RunDirectory.IsBegun(path))
            {
                // Another run took the name in between.
                continue;
            }
        }
    }
}
