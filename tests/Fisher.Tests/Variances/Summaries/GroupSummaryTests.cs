using System.Collections.Immutable;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Fisher.Tests.Variances.Summaries;

public sealed class GroupSummaryTests
{
    [Fact]
    public void Tensors_layers_and_neurons_each_hold_every_parameter_once()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Network network = new DrawnModel(seed, 1).Model.Network;
            int[] all = [.. Enumerable.Range(0, network.Parameters.Length)];
            Assert.Equal(all, Places(ParameterGroup.ByTensor(network.Parameters)));
            Assert.Equal(all, Places(ParameterGroup.ByLayer(network)));
            Assert.Equal(all, Places([.. network.Blocks.SelectMany(block => ParameterGroup.ByNeuron(block))]));
            Assert.Equal(all, Places([ParameterGroup.Whole(network.Parameters)]));
        }
    }

    [Fact]
    public void A_summary_is_means_over_its_parameters_and_says_what_is_undefined()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            DrawnModel drawn = new(seed, 6);
            DiagonalResult result = DiagonalAnalysis.Run(drawn.Model, drawn, DiagonalOptions.All with { Threads = 1 }, TestContext.Current.CancellationToken);
            foreach (ParameterGroup group in drawn.Model.Network.Blocks.SelectMany(block => ParameterGroup.ByNeuron(block)))
            {
                GroupSummary summary = GroupSummary.Of(result, group);
                double fisher = Mean(result[DiagonalQuantities.Fisher]), first = Mean(result[DiagonalQuantities.FirstVariance]), second = Mean(result[DiagonalQuantities.SecondVariance]), spread = Mean(result.InputVariance!.Value);
                double least = Math.Min(first, second);
                Assert.Equal(fisher, summary.MeanFisher!.Value, 1e-12 * (1 + fisher));
                Assert.Equal(Math.Sqrt(first), summary.FirstDeviation!.Value, 1e-12 * (1 + first));
                Assert.Equal(second < first ? MonteCarloEstimator.Second : MonteCarloEstimator.First, summary.Preferred);
                if (fisher > 0) Assert.Equal((spread + least) / (0.01 * fisher * fisher), summary.Samples!.Value, 1e-9 * summary.Samples!.Value);
                else Assert.Contains(summary.Reasons, reason => reason.Contains("samples", StringComparison.Ordinal));
                if (spread + least > 0) Assert.Equal(least / (spread + least), summary.OutputShare!.Value, 1e-9);
                if (second == 0) Assert.Contains(summary.Reasons, reason => reason.Contains("var2 is zero", StringComparison.Ordinal));
                else Assert.True(summary.SecondBoundRatio >= 1 - 1e-9);

                double Mean(ReadOnlyMemory<double> values) => Places([group]).Average(place => values.Span[place]);
            }
        }
    }

    private static int[] Places(ImmutableArray<ParameterGroup> groups) =>
        [.. groups.SelectMany(group => group.Ranges.SelectMany(range => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value))).Order()];
}
