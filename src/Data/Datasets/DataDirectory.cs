namespace Neuromanifold.Data.Datasets;

/// <summary>Where downloaded data sets are kept: a folder with a subfolder per data set.</summary>
public static class DataDirectory
{
    /// <summary>The environment variable that names another place.</summary>
    public const string Variable = "NEUROMANIFOLD_DATA";

    /// <summary>
    /// The folder named by NEUROMANIFOLD_DATA, else neuromanifold in the user's data folder ($XDG_DATA_HOME or ~/.local/share on Linux,
    /// %LOCALAPPDATA% on Windows, ~/Library/Application Support on macOS). It need not exist.
    /// </summary>
    public static string Default =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "neuromanifold");
}
