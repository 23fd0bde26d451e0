using System.Diagnostics;

namespace Neuromanifold.Experiments.Tests.Reports;

/// <summary>Chromium without a window, where one is installed; the test is skipped where not.</summary>
internal static class Browser
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The document of a page after its scripts have run.</summary>
    public static async Task<string> Draw(string path, CancellationToken cancellation)
    {
        string? browser = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        if (browser is null) Assert.Skip("No Chromium is installed.");
        string profile = Directory.CreateTempSubdirectory("neuromanifold-browser-").FullName;
        try
        {
            ProcessStartInfo start = new(browser)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList =
                {
                    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", $"--user-data-dir={profile}", "--window-size=1200,2400",
                    "--virtual-time-budget=3000", "--dump-dom", new Uri(path).AbsoluteUri,
                },
            };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
            string drawn = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            await errors;
            return drawn;
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }
}
