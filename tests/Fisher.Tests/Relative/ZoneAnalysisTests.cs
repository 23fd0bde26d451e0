using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Fisher.Tests.Relative;

public sealed class ZoneAnalysisTests
{
    private const int Examples = 600;

    [Fact]
    public void Means_quantiles_and_histograms_are_those_of_the_zones_one_by_one()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            Problem problem = Problem.Chain(new CategoricalLikelihood(3), new Activation(new HyperbolicTangent()), 3, [4], Examples, seed);
            ZoneResult result = ZoneAnalysis.Run(problem.Model, new RowExamples(problem.Inputs), new ResponseOptions(), cancellation: TestContext.Current.CancellationToken);
            Assert.Equal("fc1 fc2", string.Join(' ', result.Layers.Select(layer => layer.Subsystem.Block.Name)));
            int hidden = problem.Model.Network.Blocks[0].Node.Index;
            for (int unit = 0; unit < 4; unit++)
            {
                double[] zones = [.. Enumerable.Range(0, Examples).Select(i => Math.Pow(1 / Math.Cosh(problem.Workspace.Activation(hidden)[i, unit]), 2)).Order()];
                Compare(result.Layers[0], unit, zones);
            }

            for (int unit = 0; unit < 3; unit++)
            {
                double[] zones = [.. Enumerable.Range(0, Examples).Select(i => SoftMax(problem.Workspace.Output.Row(i), unit)).Select(mean => mean - (mean * mean)).Order()];
                Compare(result.Layers[1], unit, zones);
            }

            Assert.Equal(0.25, result.Layers[1].Largest);
            long[] counts = result.Layers[0].Histogram(10);
            Assert.Equal(4 * Examples, counts.Sum());
            Assert.Equal(Enumerable.Range(0, 4).Sum(unit => result.Layers[0].Sorted(unit).ToArray().Count(zone => zone >= 0.9f)), counts[9]);
        }
    }

    [Fact]
    public void The_diagonal_is_that_of_the_matrix()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Problem problem = new(
                seed % 2 == 0 ? new CategoricalLikelihood(3) : new PoissonLikelihood(3),
                builder =>
                {
                    builder.Add("fc1", new Dense(4));
                    builder.Add("bn1", new BatchNormalisation());
                    builder.Add("act1", new Activation(new LeakyRectifiedLinear(0.1)));
                    builder.Add("bn2", new BatchNormalisation());
                    return builder.Add("fc2", new Dense(3, hasBias: seed % 3 > 0));
                },
                3,
                Examples,
                seed);
            problem.Model.Statistics.Span.Fill(0.8);
            ResponseOptions options = new() { Width = 0.3, Deviation = 1.4 };
            double[] wanted = new double[problem.Model.Parameters.Length];
            RelativeEstimator.Estimate(problem.Model, new RowExamples(problem.Inputs), options, TestContext.Current.CancellationToken).Diagonal(wanted);
            ReadOnlySpan<double> found = ZoneAnalysis.Run(problem.Model, new RowExamples(problem.Inputs), options, cancellation: TestContext.Current.CancellationToken).Diagonal.Span;
            for (int i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], found[i], 1e-12 * wanted.Max());
        }
    }

    [Fact]
    public void Dead_and_saturated_units_are_told_from_those_that_learn()
    {
        foreach ((ActivationFunction function, ZoneState state, double bias) in new (ActivationFunction, ZoneState, double)[]
        {
            (ActivationFunctions.RectifiedLinear, ZoneState.Dead, -60), (ActivationFunctions.RectifiedLinear, ZoneState.Learning, 60), (ActivationFunctions.ExponentialLinear, ZoneState.Dead, -60),
            (ActivationFunctions.LeakyRectifiedLinear, ZoneState.Dead, -60), (new LeakyRectifiedLinear(0.5), ZoneState.Learning, -60),
            (ActivationFunctions.HyperbolicTangent, ZoneState.Saturated, 60), (ActivationFunctions.HyperbolicTangent, ZoneState.Saturated, -60), (ActivationFunctions.LogisticSigmoid, ZoneState.Saturated, 60),
            (ActivationFunctions.Identity, ZoneState.Learning, 60),
        })
        {
            Problem problem = Problem.Chain(new CategoricalLikelihood(2), new Activation(function), 2, [3], 50, 1);
            problem.Model.Network.Blocks[0].Second!.In(problem.Model.Parameters.Span)[1] = bias;
            LayerZones layer = ZoneAnalysis.Run(problem.Model, new RowExamples(problem.Inputs), new ResponseOptions(), cancellation: TestContext.Current.CancellationToken).Layers[0];
            Assert.Equal([ZoneState.Learning, state, ZoneState.Learning], layer.Units.Select(unit => unit.State));
            Assert.Equal(state == ZoneState.Learning ? 1 : 0, layer.Units[1].Share);
        }
    }

    [Fact]
    public void A_rectifier_that_is_off_at_every_input_is_dead_however_wide_the_bend()
    {
        Problem problem = Problem.Chain(new CategoricalLikelihood(2), new Activation(ActivationFunctions.RectifiedLinear), 2, [2], 20, 4);
        ParameterBlock block = problem.Model.Network.Blocks[0];
        block.First.In(problem.Model.Parameters.Span)[..2].Fill(1e-3);
        block.Second!.In(problem.Model.Parameters.Span)[0] = -0.1;
        LayerZones layer = ZoneAnalysis.Run(problem.Model, new RowExamples(problem.Inputs), new ResponseOptions(), cancellation: TestContext.Current.CancellationToken).Layers[0];
        Assert.Equal(ZoneState.Dead, layer.Units[0].State);
        Assert.True(layer.Units[0].Mean > 0.2, "ω = 1 bends it far below zero.");
    }

    [Fact]
    public void What_cannot_be_analysed_is_refused()
    {
        Problem problem = Problem.Chain(new CategoricalLikelihood(2), new Activation(new HyperbolicTangent()), 2, [3], 5, 1);
        RowExamples examples = new(problem.Inputs);
        Assert.Contains("--memory", Refusal(problem, examples, new ResponseOptions(), 10), StringComparison.Ordinal);
        Assert.Contains("--omega", Refusal(problem, examples, new ResponseOptions { Width = 0 }), StringComparison.Ordinal);
        Assert.Contains("3 values", Refusal(problem, new RowExamples([[1, 2, 3]]), new ResponseOptions()), StringComparison.Ordinal);
        problem.Model.Parameters.Span[0] = double.NaN;
        Assert.Contains("not finite", Refusal(problem, examples, new ResponseOptions()), StringComparison.Ordinal);
    }

    private static string Refusal(Problem problem, RowExamples examples, ResponseOptions options, long memory = long.MaxValue) =>
        Assert.Throws<InvalidInputException>(() => ZoneAnalysis.Run(problem.Model, examples, options, memory, TestContext.Current.CancellationToken)).Message;

    private static void Compare(LayerZones layer, int unit, double[] zones)
    {
        Assert.Equal(zones.Average(), layer.Units[unit].Mean, 1e-6);
        for (int i = 0; i < zones.Length; i++) Assert.Equal(zones[i], layer.Sorted(unit)[i], 1e-6);
        Assert.Equal((zones[299] + zones[300]) / 2, UnitZone.Quantile(layer.Sorted(unit), 0.5), 1e-6);
        Assert.Equal(zones[0], UnitZone.Quantile(layer.Sorted(unit), 0), 1e-6);
        Assert.Equal(zones[^1], UnitZone.Quantile(layer.Sorted(unit), 1), 1e-6);
        Assert.Equal(zones.Count(zone => zone >= 0.01 * layer.Largest) / (double)zones.Length, layer.Units[unit].Share, 1e-9);
    }

    private static double SoftMax(ReadOnlySpan<double> outputs, int label)
    {
        double sum = 0;
        foreach (double output in outputs) sum += Math.Exp(output);
        return Math.Exp(outputs[label]) / sum;
    }
}
