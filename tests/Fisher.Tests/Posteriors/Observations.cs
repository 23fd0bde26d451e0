using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Posteriors;

/// <summary>Inputs with outcomes drawn at natural parameters that have nothing to do with them.</summary>
internal sealed class Observations : IExamples
{
    public Observations(Likelihood likelihood, double[][] inputs, long seed)
    {
        Inputs = inputs;
        Outcomes = [.. inputs.Select(_ => new double[likelihood.OutcomeWidth])];
        RandomSequence random = RandomStream.FromSeed(seed).Split("outcomes").From();
        double[] natural = new double[likelihood.Dimension];
        foreach (double[] outcome in Outcomes)
        {
            random.FillNormal<double>(natural);
            likelihood.Sample(natural, ref random, outcome);
        }
    }

    public double[][] Inputs { get; }

    public double[][] Outcomes { get; }

    public int Count => Inputs.Length;

    public Shape InputShape => new(Inputs[0].Length);

    public int OutcomeWidth => Outcomes[0].Length;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy(Inputs, indices, destination);

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy(Outcomes, indices, destination);

    private static void Copy<T>(double[][] rows, ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++)
        {
            for (int k = 0; k < destination.Columns; k++) destination[i, k] = T.CreateTruncating(rows[indices[i]][k]);
        }
    }
}
