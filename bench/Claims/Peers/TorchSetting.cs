namespace Neuromanifold.Claims.Peers;

/// <summary>What decides how fast PyTorch is on a machine, beside its code.</summary>
/// <param name="Library">The folder its BLAS is taken from; null for the system's choice.</param>
/// <param name="LibraryThreads">Threads of that BLAS, where it does not follow PyTorch's.</param>
/// <param name="Threads">PyTorch's threads.</param>
/// <param name="Foreach">Whether its optimiser works on lists of tensors.</param>
internal sealed record TorchSetting(string? Library, int LibraryThreads, int Threads, bool Foreach)
{
    /// <summary>The environment to start it in.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["OPENBLAS_NUM_THREADS"] = $"{LibraryThreads}" };
            if (Library is not null) variables["LD_LIBRARY_PATH"] = Library;
            return variables;
        }
    }

    /// <summary>All settings worth a try: every OpenBLAS there is, all numbers of threads, both kinds of optimiser.</summary>
    public static IEnumerable<TorchSetting> All(IReadOnlyCollection<int> threadCounts) =>
        from library in Libraries()
        from libraryThreads in threadCounts
        from threads in threadCounts
        where library?.EndsWith("pthread", StringComparison.Ordinal) == true || libraryThreads == threads
        from eachTensor in new[] { false, true }
        select new TorchSetting(library, libraryThreads, threads, eachTensor);

    /// <summary>One phrase.</summary>
    public override string ToString() =>
        $"{Path.GetFileName(Library) ?? "default BLAS"}, {Threads} threads, {LibraryThreads} of BLAS, foreach={Foreach}";

    private static IEnumerable<string?> Libraries()
    {
        string[] folders = Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib") : [];
        string[] builds = [.. folders.SelectMany(folder => new[] { $"{folder}/openblas-openmp", $"{folder}/openblas-pthread" }).Where(Directory.Exists)];
        if (builds.Length > 0) return builds;
        return [null];
    }
}
