using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.Tests;

/// <summary>A few examples in memory.</summary>
internal sealed class MemoryExamples(double[][] inputs, double[][] outcomes) : IExamples
{
    public double[][] Inputs => inputs;

    public double[][] Outcomes => outcomes;

    public int Count => inputs.Length;

    public Shape InputShape { get; } = new(inputs[0].Length);

    public int OutcomeWidth => outcomes[0].Length;

    /// <summary>Normal inputs, and outcomes of a family whose natural parameters are a random linear map of them.</summary>
    public static MemoryExamples Draw(Likelihood likelihood, int count, int width, RandomStream stream)
    {
        RandomSequence random = stream.From();
        double[][] map = [.. Enumerable.Range(0, likelihood.Dimension).Select(_ => new double[width])];
        foreach (double[] row in map) random.FillNormal<double>(row);
        double[][] inputs = [.. Enumerable.Range(0, count).Select(_ => new double[width])];
        double[][] outcomes = [.. Enumerable.Range(0, count).Select(_ => new double[likelihood.OutcomeWidth])];
        for (int i = 0; i < count; i++)
        {
            random.FillNormal<double>(inputs[i]);
            double[] natural = [.. map.Select(row => row.Zip(inputs[i], (a, x) => a * x).Sum() / Math.Sqrt(width))];
            likelihood.Sample(natural, ref random, outcomes[i]);
        }

        return new MemoryExamples(inputs, outcomes);
    }

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy(inputs, indices, destination);

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy(outcomes, indices, destination);

    private static void Copy<T>(double[][] rows, ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++)
            for (int k = 0; k < destination.Columns; k++)
                destination[i, k] = T.CreateTruncating(rows[indices[i]][k]);
    }
}
