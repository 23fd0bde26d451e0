using System.Numerics;

namespace Neuromanifold.Studies.Trials;

/// <summary>The first few of some examples.</summary>
internal sealed class FirstExamples(IExamples all, int count) : IExamples
{
    public int Count => Math.Min(count, all.Count);

    public Shape InputShape => all.InputShape;

    public int OutcomeWidth => all.OutcomeWidth;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => all.CopyInputs(indices, destination);

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => all.CopyOutcomes(indices, destination);
}
