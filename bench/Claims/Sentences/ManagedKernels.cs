using Neuromanifold.Claims.Measurements;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Claims.Sentences;

/// <summary>How fast products are where there is no native library.</summary>
internal sealed class ManagedKernels : IClaim
{
    private const int Order = 1024;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.5);

    public string Name => "managed-kernels";

    public string Sentence => "The managed kernels alone multiply matrices of order 1024 at 55 GFLOP/s or more on one core, in single precision.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        LinearAlgebraLibrary managed = LinearAlgebraLibrary.Managed;
        LinearAlgebraLibrary? native = LinearAlgebraLibrary.FindNative();
        int managedThreads = managed.Threads, nativeThreads = native?.Threads ?? 1;
        managed.Threads = 1;
        if (native is not null) native.Threads = 1;
        Duel duel = Duel.Fight(options.Rounds, () => ProductRate.Measure(managed, Order, Turn), () => native is null ? double.NaN : ProductRate.Measure(native, Order, Turn));
        managed.Threads = managedThreads;
        if (native is not null) native.Threads = nativeThreads;

        if (native is not null) yield return Finding.Beside($"{native.Name}, one thread", duel.Peers.Text("GFLOP/s"));
        yield return Finding.Beside($"{managed.Name}, one thread", duel.Ours.Text("GFLOP/s"));
        yield return Finding.AtLeast("managed, best, GFLOP/s", duel.Ours.Best, 55, "0");
    }
}
