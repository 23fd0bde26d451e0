using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Tests.Variances;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Representations;

/// <summary>The same examples, all inputs zero.</summary>
internal sealed class DeadInput(DrawnModel examples) : IExamples
{
    public int Count => examples.Count;

    public Shape InputShape => examples.InputShape;

    public int OutcomeWidth => examples.OutcomeWidth;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => destination.AsSpan().Clear();

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => examples.CopyOutcomes(indices, destination);
}
