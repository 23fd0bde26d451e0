using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Layers;

public sealed class NormalisationAndDropoutTests
{
    [Fact]
    public void Batch_normalisation_follows_its_textbook_over_several_batches()
    {
        const int Width = 3;
        RandomSequence random = RandomStream.FromSeed(1).From();
        Network network = Single(new BatchNormalisation(), Width);
        double[] scale = [0.5, -2, 1], shift = [1, 0, -1], runningMean = new double[Width], runningVariance = [1, 1, 1];
        double[] parameters = [.. scale, .. shift], statistics = [.. runningMean, .. runningVariance];
        for (int batch = 0; batch < 5; batch++)
        {
            int examples = batch == 4 ? 1 : 7;
            Workspace<double> workspace = new(network, new WorkspaceOptions(examples));
            random.FillNormal(workspace.Input.AsSpan());
            network.Forward<double>(workspace, parameters, statistics, PassContext.Training(RandomStream.FromSeed(0), SingleProcess.Instance, 0, examples));
            for (int j = 0; j < Width; j++)
            {
                double[] x = [.. Enumerable.Range(0, examples).Select(i => workspace.Input[i, j])];
                double mean = x.Average(), variance = x.Average(value => (value - mean) * (value - mean));
                for (int i = 0; i < examples; i++)
                    Assert.Equal((scale[j] * (x[i] - mean) / Math.Sqrt(variance + 1e-5)) + shift[j], workspace.Output[i, j], 1e-12);
                runningMean[j] = (0.9 * runningMean[j]) + (0.1 * mean);
                runningVariance[j] = (0.9 * runningVariance[j]) + (0.1 * variance * examples / Math.Max(1, examples - 1));
                Assert.Equal(runningMean[j], statistics[j], 1e-12);
                Assert.Equal(runningVariance[j], statistics[Width + j], 1e-12);
            }
        }

        Workspace<double> used = new(network, new WorkspaceOptions(4));
        random.FillNormal(used.Input.AsSpan());
        network.Forward<double>(used, parameters, statistics, PassContext.Inference);
        Assert.Equal((scale[1] * (used.Input[2, 1] - runningMean[1]) / Math.Sqrt(runningVariance[1] + 1e-5)) + shift[1], used.Output[2, 1], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_far_from_the_running_mean_or_with_none_is_normalised_as_exactly_as_one_near_it(int members)
    {
        const int Examples = 50, Width = 4;
        RandomSequence random = RandomStream.FromSeed(7).From();
        Network network = Single(new BatchNormalisation(), Width);
        float[] parameters = [1, 1, 1, 1, 0, 0, 0, 0], statistics = [1e6f, 0, 0, float.NaN, 1, 1, 1, 1];
        float[] inputs = new float[Examples * Width], outputs = new float[Examples * Width];
        random.FillNormal<float>(inputs);
        float[] origins = [0, 1000, -3000, 30];
        for (int i = 0; i < inputs.Length; i++) inputs[i] += origins[i % Width];
        using ThreadTeam team = new(members);
        team.Run(member =>
        {
            (int start, int count) = member.Share(Examples);
            Workspace<float> workspace = new(network, new WorkspaceOptions(Examples)) { Examples = count };
            inputs.AsSpan(start * Width, count * Width).CopyTo(workspace.Input.AsSpan());
            network.Forward<float>(workspace, parameters, statistics, PassContext.Training(RandomStream.FromSeed(0), member, start, Examples));
            workspace.Output.AsSpan().CopyTo(outputs.AsSpan(start * Width));
        });
        for (int j = 0; j < Width; j++)
        {
            double[] x = [.. Enumerable.Range(0, Examples).Select(i => (double)inputs[(i * Width) + j])];
            double mean = x.Average(), variance = x.Average(value => (value - mean) * (value - mean));
            for (int i = 0; i < Examples; i++) Assert.Equal((x[i] - mean) / Math.Sqrt(variance + 1e-5), outputs[(i * Width) + j], 1e-3);
        }
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_drops_the_stated_share()
    {
        const int Examples = 200, Width = 100;
        const double Probability = 0.3;
        Network network = Single(new Dropout(Probability), Width);
        Workspace<float> workspace = new(network, new WorkspaceOptions(Examples));
        workspace.Input.AsSpan().Fill(1);
        RandomStream noise = RandomStream.FromSeed(4);
        network.Forward<float>(workspace, [], [], PassContext.Training(noise, SingleProcess.Instance, 0, Examples));
        float[] first = workspace.Output.AsSpan().ToArray();
        Assert.All(first, value => Assert.True(value == 0 || Math.Abs(value - (1 / (1 - Probability))) < 1e-6));

        // A z-test at a false-alarm rate of 1e-9.
        double share = first.Count(value => value == 0) / (double)first.Length;
        Assert.InRange((share - Probability) / Math.Sqrt(Probability * (1 - Probability) / first.Length), -6.1, 6.1);

        // The mask of an example depends on its place in the batch, not on who computes it.
        workspace.Examples = 50;
        network.Forward<float>(workspace, [], [], PassContext.Training(noise, SingleProcess.Instance, 120, Examples));
        Assert.Equal(first.AsSpan(120 * Width, 50 * Width).ToArray(), workspace.Output.AsSpan().ToArray());
        network.Forward<float>(workspace, [], [], PassContext.Training(noise.Split(1), SingleProcess.Instance, 120, Examples));
        Assert.NotEqual(first.AsSpan(120 * Width, 50 * Width).ToArray(), workspace.Output.AsSpan().ToArray());
        network.Forward<float>(workspace, [], [], PassContext.Inference);
        Assert.All(workspace.Output.AsSpan().ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void Settings_out_of_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalisation(epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalisation(momentum: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0));
    }

    private static Network Single(Layer layer, int width)
    {
        NetworkBuilder builder = new(new Shape(width));
        builder.Add("layer", layer);
        return builder.Build();
    }
}
