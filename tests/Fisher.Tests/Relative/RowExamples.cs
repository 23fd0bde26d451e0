using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Relative;

/// <summary>Inputs in memory, without outcomes.</summary>
internal sealed class RowExamples(double[][] inputs) : IExamples
{
    public int Count => inputs.Length;

    public Shape InputShape => new(inputs[0].Length);

    public int OutcomeWidth => 1;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++) TensorPrimitives.ConvertTruncating<double, T>(inputs[indices[i]], destination.Row(i));
    }

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotSupportedException("These examples have no outcomes.");
}
