namespace Neuromanifold.Claims;

/// <summary>Where this program's sources are.</summary>
internal static class Repository
{
    /// <summary>The nearest folder above the program that holds the solution, else the current one.</summary>
    public static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Neuromanifold.slnx"))) return folder.FullName;
        }

        return Directory.GetCurrentDirectory();
    }
}
