namespace Neuromanifold.Fisher.Posteriors;

/// <summary>How a Laplace posterior is made.</summary>
public sealed record LaplaceOptions
{
    /// <summary>How much of the Fisher matrix is kept.</summary>
    public LaplaceStructure Structure { get; init; } = LaplaceStructure.Kronecker;

    /// <summary>δ of the prior N(0, I/δ); weight decay λ on the mean loss of n examples is δ = nλ.</summary>
    public double PriorPrecision { get; init; } = 1;

    /// <summary>The memory to stay within, in bytes; a quarter of the machine's by default.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Threads that share the examples.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
