using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Extension.Tests.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Extension.Tests.Optimisers;

/// <summary>Data of somebody else, made where they are read: inputs from a stream, outcomes drawn given them.</summary>
public sealed class TrialCounts(IndependentBinomial likelihood, int count) : IExamples
{
    private readonly RandomStream _stream = RandomStream.FromSeed(5);

    public int Count => count;

    public Shape InputShape { get; } = new(2);

    public int OutcomeWidth => likelihood.OutcomeWidth;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++)
        {
            RandomSequence random = _stream.Split(indices[i]).From();
            random.FillNormal(destination.Row(i));
        }
    }

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] x = new double[2], outcome = new double[likelihood.OutcomeWidth];
        for (int i = 0; i < indices.Length; i++)
        {
            RandomSequence random = _stream.Split(indices[i]).From();
            random.FillNormal<double>(x);
            likelihood.Sample([x[0] - x[1], Math.Sin(2 * x[0])], ref random, outcome);
            for (int a = 0; a < outcome.Length; a++) destination[i, a] = T.CreateTruncating(outcome[a]);
        }
    }
}
