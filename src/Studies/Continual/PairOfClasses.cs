using System.Numerics;

namespace Neuromanifold.Studies.Continual;

/// <summary>Examples of two classes that stand side by side, 2k and 2k + 1, called 0 and 1.</summary>
internal sealed class PairOfClasses(IExamples examples) : IExamples
{
    public int Count => examples.Count;

    public Shape InputShape => examples.InputShape;

    public int OutcomeWidth => 1;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => examples.CopyInputs(indices, destination);

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        examples.CopyOutcomes(indices, destination);
        T two = T.One + T.One;
        for (int i = 0; i < indices.Length; i++) destination[i, 0] -= two * T.Floor(destination[i, 0] / two);
    }
}
