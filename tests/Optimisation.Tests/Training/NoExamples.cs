using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.Tests.Training;

/// <summary>A data set without examples.</summary>
internal sealed class NoExamples : IExamples
{
    public int Count => 0;

    public Shape InputShape { get; } = new(2);

    public int OutcomeWidth => 1;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assert.True(indices.IsEmpty);

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assert.True(indices.IsEmpty);
}
