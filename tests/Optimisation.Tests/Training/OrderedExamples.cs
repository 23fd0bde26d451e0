using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.Tests.Training;

/// <summary>Examples that write down in which order they are read.</summary>
internal sealed class OrderedExamples(MemoryExamples examples) : IExamples
{
    public List<int> Order { get; } = [];

    public int Count => examples.Count;

    public Shape InputShape => examples.InputShape;

    public int OutcomeWidth => examples.OutcomeWidth;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Order.AddRange(indices);
        examples.CopyInputs(indices, destination);
    }

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => examples.CopyOutcomes(indices, destination);
}
