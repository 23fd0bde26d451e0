using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Experiments.Runs;

/// <summary>What a machine offers to experiments, measured now.</summary>
public sealed record MachineReport
{
    private const int Order = 1024;

    /// <summary>The runtime, as in ".NET 10.0.1".</summary>
    public required string Runtime { get; init; }

    /// <summary>System and processor architecture.</summary>
    public required string System { get; init; }

    /// <summary>Processors the process may use.</summary>
    public required int Processors { get; init; }

    /// <summary>Bits of the widest vectors that are hardware.</summary>
    public required int VectorBits { get; init; }

    /// <summary>The linear algebra library.</summary>
    public required LibraryDescription Library { get; init; }

    /// <summary>GFLOP/s of a single-precision 1024³ product on one thread.</summary>
    public required double RateOfOneThread { get; init; }

    /// <summary>The same on all threads of the library.</summary>
    public required double RateOfAllThreads { get; init; }

    /// <summary>Where downloaded data sets are looked for.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What slows the tool down or keeps parts of it from working.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>Looks and measures; takes about as long as the budget, twice.</summary>
    public static MachineReport Measure(TimeSpan budget)
    {
        LinearAlgebraLibrary library = LinearAlgebraLibrary.Current;
        int threads = library.Threads;
        library.Threads = 1;
        double one = ProductRate.Measure(library, Order, budget);
        library.Threads = Environment.ProcessorCount;
        double all = ProductRate.Measure(library, Order, budget);
        library.Threads = threads;
        return new MachineReport
        {
            Runtime = RuntimeInformation.FrameworkDescription,
            System = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            Processors = Environment.ProcessorCount,
            VectorBits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0,
            Library = library.Description,
            RateOfOneThread = one,
            RateOfAllThreads = all,
            DataDirectory = Data.Datasets.DataDirectory.Default,
            Warnings = [.. FindWarnings(library)],
        };
    }

    private static IEnumerable<string> FindWarnings(LinearAlgebraLibrary library)
    {
        if (library.Description.Warning is { } warning) yield return warning;
        if (library.Description.Path is null)
            yield return "No native linear algebra library was found; products run on managed kernels. Install OpenBLAS (Debian: libopenblas0-pthread) for more speed.";
    }
}
