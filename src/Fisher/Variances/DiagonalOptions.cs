using System.Collections.Immutable;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Variances;

/// <summary>What a diagonal analysis computes, and with how much.</summary>
/// <param name="Quantities">The quantities, each once.</param>
public sealed record DiagonalOptions(ImmutableArray<DiagonalQuantity> Quantities)
{
    /// <summary>The Fisher information, both variances and all bounds.</summary>
    public static DiagonalOptions All { get; } = new([DiagonalQuantities.Fisher, .. DiagonalQuantities.Variances, .. DiagonalQuantities.Bounds]) { InputSpread = true };

    /// <summary>Whether the population variance over inputs of <see cref="SpreadOf"/> is computed too.</summary>
    public bool InputSpread { get; init; }

    /// <summary>Whose spread over inputs is meant, one of the quantities: the Fisher information, or the data Fisher information.</summary>
    public DiagonalQuantity SpreadOf { get; init; } = DiagonalQuantities.Fisher;

    /// <summary>q(y|x), for quantities that need it.</summary>
    public LabelDistribution? LabelDistribution { get; init; }

    /// <summary>The labels of a Monte-Carlo estimate, and how many for each input; one drawn from the model by default.</summary>
    public LabelRule Labels { get; init; } = LabelRule.Drawn();

    /// <summary>The stream that they are drawn from; example i draws from its child i, whatever the threads.</summary>
    public RandomStream Stream { get; init; } = RandomStream.FromSeed(0);

    /// <summary>Threads; more than one only where the library's own are not in use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The memory to stay within, in bytes; a quarter of the machine's by default.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Told the number of examples done, now and then.</summary>
    public IProgress<int>? Progress { get; init; }

    internal DiagonalNeeds Needs => Quantities.Aggregate(DiagonalNeeds.None, (needs, quantity) => needs | quantity.Needs);

    // What of the distribution's outcomes has to be looked at.
    internal LabelDistribution? LabelsInUse => Needs.HasFlag(DiagonalNeeds.LabelDistribution) ? LabelDistribution : null;

    // Columns of a root of Cov and the observed score give these alone, with one second derivative instead of T.
    internal LabelRule Cotangents => !FromRoots ? new JacobianColumns() : Needs.HasFlag(DiagonalNeeds.Outcomes) ? new ExpectedAndObservedLabels() : LabelRule.Expected;

    internal bool FromRoots => Quantities.All(quantity => quantity == DiagonalQuantities.Fisher || quantity == DiagonalQuantities.Empirical || quantity == DiagonalQuantities.Observed);
}
