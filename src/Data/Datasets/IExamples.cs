using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Datasets;

/// <summary>
/// Pairs of an input and an outcome, read by position in any order and from several threads at once. An outcome is the label's number
/// (one value) for a categorical likelihood, else one value per output.
/// </summary>
public interface IExamples
{
    /// <summary>The number of examples.</summary>
    int Count { get; }

    /// <summary>The shape of one input, as in 28×28.</summary>
    Shape InputShape { get; }

    /// <summary>Values per outcome: 1 for labels.</summary>
    int OutcomeWidth { get; }

    /// <summary>Copies inputs into the rows of <paramref name="destination"/>, one row per index.</summary>
    void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Copies outcomes into the rows of <paramref name="destination"/>, one row per index.</summary>
    void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
