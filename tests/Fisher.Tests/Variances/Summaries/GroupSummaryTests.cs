using System.Collections.Immutable;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Fisher.Tests.Variances.Summaries;

public sealed class GroupSummaryTests
{
    private static readonly DiagonalOptions Everything = DiagonalOptions.All with
    {
        Quantities = [.. DiagonalOptions.All.Quantities, DiagonalQuantities.HutchinsonVariance],
        Threads = 1,
    };

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
            DiagonalResult result = DiagonalAnalysis.Run(drawn.Model, drawn, Everything, TestContext.Current.CancellationToken);
            foreach (ParameterGroup group in drawn.Model.Network.Blocks.SelectMany(block => ParameterGroup.ByNeuron(block)))
            {
                GroupSummary summary = GroupSummary.Of(result, group);
                double fisher = Mean(result[DiagonalQuantities.Fisher]), first = Mean(result[DiagonalQuantities.FirstVariance]), second = Mean(result[DiagonalQuantities.SecondVariance]), spread = Mean(result.InputVariance!.Value);
                double third = Mean(result[DiagonalQuantities.HutchinsonVariance]);
                (string Name, double Variance, int Passes)[] offers = [("exact", 0, result.Outputs), ("mc1", first, 1), ("mc2", second, result.Outputs), ("hutchinson", third, 1)];
                (string name, double least, _) = offers.MinBy(offer => (spread + offer.Variance) * offer.Passes);
                Assert.Equal(fisher, summary.MeanFisher!.Value, 1e-12 * (1 + fisher));
                Assert.Equal(Math.Sqrt(first), summary.FirstDeviation!.Value, 1e-12 * (1 + first));
                Assert.Equal(Math.Sqrt(third), summary.HutchinsonDeviation!.Value, 1e-12 * (1 + third));
                Assert.Equal(name, summary.Preferred!.Name);
                if (fisher > 0) Assert.Equal((spread + least) / (0.01 * fisher * fisher), summary.Samples!.Value, 1e-9 * summary.Samples!.Value);
                else Assert.Contains(summary.Reasons, reason => reason.Contains("samples", StringComparison.Ordinal));
                if (spread + least > 0) Assert.Equal(least / (spread + least), summary.OutputShare!.Value, 1e-9);
                if (second == 0) Assert.Contains(summary.Reasons, reason => reason.Contains("var2 is zero", StringComparison.Ordinal));
                else Assert.True(summary.SecondBoundRatio >= 1 - 1e-9);

                double Mean(ReadOnlyMemory<double> values) => Places([group]).Average(place => values.Span[place]);
            }
        }
    }

    [Fact]
    public void The_error_of_a_tensors_mean_is_that_of_its_totals_over_inputs()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            DrawnModel drawn = new(seed, 7);
            DiagonalOptions options = new([DiagonalQuantities.Fisher]) { InputSpread = true, Threads = 1 + (seed % 3) };
            DiagonalResult result = DiagonalAnalysis.Run(drawn.Model, drawn, options, TestContext.Current.CancellationToken);
            double[][] single = [.. Enumerable.Range(0, drawn.Count).Select(i => InformationAt(drawn, i))];
            foreach (ParameterGroup group in (ParameterGroup[])[.. ParameterGroup.ByTensor(result.Layout), ParameterGroup.Whole(result.Layout)])
            {
                double[] totals = [.. single.Select(values => Places([group]).Sum(place => values[place]))];
                double mean = totals.Average(), error = Math.Sqrt(totals.Sum(total => (total - mean) * (total - mean)) / 6 / 7) / group.Count;
                Assert.Equal(error, GroupSummary.Of(result, group).StandardError!.Value, 1e-9 * (1 + error));
            }
        }
    }

    private static double[] InformationAt(DrawnModel drawn, int example)
    {
        (double[][] jacobian, double[] natural) = ExactFisher.Jacobian(drawn.Model, drawn.Input(example));
        return [.. Enumerable.Range(0, jacobian[0].Length).Select(i =>
        {
            double[] slope = [.. jacobian.Select(row => row[i])];
            return drawn.Model.Likelihood.Covariance(natural, slope, slope);
        })];
    }

    private static int[] Places(ImmutableArray<ParameterGroup> groups) =>
        [.. groups.SelectMany(group => group.Ranges.SelectMany(range => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value))).Order()];
}
