using System.Runtime.CompilerServices;

namespace Neuromanifold.Architecture.Tests;

/// <summary>The files of this repository, found by walking up to the solution.</summary>
internal static class Repository
{
    public const string Solution = "Neuromanifold.slnx";

    private static readonly string[] Generated = ["artifacts", "node_modules", "runs", "bin", "obj", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>The projects below src, each above the one that it refers to.</summary>
    public static IReadOnlyList<string> Spine { get; } = ["Numerics", "Manifolds", "Data", "Networks", "Fisher", "Optimisation", "Experiments", "Studies", "CommandLine"];

    /// <summary>Paths from the root, with slashes, of the files below the given folders whose names match a pattern.</summary>
    public static IReadOnlyList<string> Files(string pattern, params ReadOnlySpan<string> folders)
    {
        List<string> files = [];
        foreach (string folder in folders)
        {
            if (Directory.Exists(Path.Combine(Root, folder))) Collect(new DirectoryInfo(Path.Combine(Root, folder)), pattern, files);
        }

        Assert.NotEmpty(files);
        return files;
    }

    /// <summary>All C# sources.</summary>
    public static IReadOnlyList<string> Sources() => Files("*.cs", "src", "tests", "samples", "bench");

    /// <summary>All pages of documentation.</summary>
    public static IReadOnlyList<string> Pages() => [.. Directory.GetFiles(Root, "*.md").Select(Path.GetFileName)!, .. Files("*.md", "docs")];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    /// <summary>The folder of a path from the root.</summary>
    public static string Folder(string path) => path[..path.LastIndexOf('/')];

    private static void Collect(DirectoryInfo folder, string pattern, List<string> files)
    {
        files.AddRange(folder.GetFiles(pattern).Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/')));
        foreach (DirectoryInfo inner in folder.GetDirectories())
        {
            if (!Generated.Contains(inner.Name)) Collect(inner, pattern, files);
        }
    }

    // The assembly first; where it was built into a folder elsewhere, this source.
    private static string FindRoot([CallerFilePath] string source = "")
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(source)! })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Solution))) return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
