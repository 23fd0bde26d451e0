using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Relative;

/// <summary>Closed forms against the definition, E[∂ln p ∂ln pᵀ], by enumeration or quadrature, over random instances.</summary>
public sealed class RelativeFisherTests
{
    private const int Instances = 12;

    // Central differences of ln p at distance 1e-5.
    private const double Tolerance = 1e-7;

    [Fact]
    public void A_neuron_has_the_information_of_its_definition()
    {
        for (int seed = 0; seed < Instances; seed++)
        {
            foreach (ResponseTwin twin in ResponseTwin.Draw(seed))
            {
                DrawnLayer layer = new(seed, inputs: 1 + (seed % 3), units: 1, references: 1 + (seed % 4));
                double[,] wanted = LayerBy(twin, layer);
                Check(wanted, RelativeFisher.Neuron(twin.Response, layer.References, layer.Weights.AsSpan()), twin, seed);
            }
        }
    }

    [Fact]
    public void A_layer_of_neurons_has_a_block_for_each()
    {
        for (int seed = 0; seed < Instances; seed++)
        {
            foreach (ResponseTwin twin in ResponseTwin.Draw(seed))
            {
                DrawnLayer layer = new(seed, inputs: 1 + (seed % 2), units: 2, references: 2);
                Check(LayerBy(twin, layer), RelativeFisher.NonlinearLayer(twin.Response, layer.References, layer.Weights), twin, seed);
            }
        }
    }

    [Fact]
    public void A_linear_layer_has_one_block_for_all_units()
    {
        for (int seed = 0; seed < Instances; seed++)
        {
            double s = 0.4 + (0.1 * seed);
            ResponseTwin twin = new(new LinearResponse(s), t => t, s);
            DrawnLayer layer = new(seed, inputs: 2, units: 2, references: 3);
            Check(LayerBy(twin, layer), RelativeFisher.LinearLayer(layer.References, 2, s), twin, seed);
        }
    }

    [Fact]
    public void A_soft_max_layer_has_the_information_of_its_definition()
    {
        for (int seed = 0; seed < Instances; seed++)
        {
            int classes = 2 + (seed % 4);
            DrawnLayer layer = new(seed, inputs: 1 + (seed % 3), classes, references: 1 + (seed % 5));
            double[] weights = layer.Weights.AsSpan().ToArray();
            double[,] wanted = Definition.Information(
                weights,
                layer.References.Count,
                r => Enumerable.Range(0, classes).Select(y => ((double[])[y], Math.Exp(LogSoftMax(Totals(layer, weights, classes, r), y)))),
                (outcome, moved, r) => LogSoftMax(Totals(layer, moved, classes, r), (int)outcome[0]));
            Check(wanted, RelativeFisher.SoftMaxLayer(layer.References, layer.Weights), null, seed);
        }
    }

    [Fact]
    public void Two_layers_have_the_information_of_their_definition_with_slopes_of_the_hidden_one()
    {
        const int Hidden = 2, Outer = 2;
        for (int seed = 0; seed < Instances; seed++)
        {
            ResponseTwin[] twins = [.. ResponseTwin.Draw(seed)];
            for (int pair = 0; pair < twins.Length; pair++)
            {
                ResponseTwin hidden = twins[pair], response = twins[(pair + 1 + seed) % twins.Length];
                DrawnLayer layer = new(seed, inputs: 1, Hidden, references: 2), outer = new(seed + 1000, inputs: Hidden, Outer, references: 1);
                double[] weights = layer.Weights.AsSpan().ToArray();
                double[,] wanted = Definition.Information(
                    weights,
                    layer.References.Count,
                    r => Definition.Product([.. OuterTotals(hidden, layer, outer.Weights, weights, r).Select(response.Outcomes)]),
                    (outcome, moved, r) => OuterTotals(hidden, layer, outer.Weights, moved, r).Select((t, l) => response.LogDensity(outcome[l], t)).Sum());
                Check(wanted, RelativeFisher.TwoLayers(hidden.Response, layer.References, layer.Weights, response.Response, outer.Weights), hidden, seed);
            }
        }
    }

    [Fact]
    public void Two_layers_before_a_soft_max_have_the_information_of_their_definition()
    {
        const int Hidden = 2, Classes = 3;
        for (int seed = 0; seed < Instances; seed++)
        {
            foreach (ResponseTwin hidden in ResponseTwin.Draw(seed))
            {
                DrawnLayer layer = new(seed, inputs: 2, Hidden, references: 3), outer = new(seed + 1000, inputs: Hidden, Classes, references: 1);
                double[] weights = layer.Weights.AsSpan().ToArray();
                double[,] wanted = Definition.Information(
                    weights,
                    layer.References.Count,
                    r => Enumerable.Range(0, Classes).Select(y => ((double[])[y], Math.Exp(LogSoftMax(OuterTotals(hidden, layer, outer.Weights, weights, r), y)))),
                    (outcome, moved, r) => LogSoftMax(OuterTotals(hidden, layer, outer.Weights, moved, r), (int)outcome[0]));
                Check(wanted, RelativeFisher.TwoLayers(hidden.Response, layer.References, layer.Weights, new CategoricalLikelihood(Classes), outer.Weights), hidden, seed);
            }
        }
    }

    [Fact]
    public void Zones_and_slopes_of_a_hidden_layer_agree_for_two_outcomes_and_for_a_hard_rectifier_alone()
    {
        double[] t = [-1.3, 0.7], zone = new double[2], slope = new double[2];
        foreach ((NeuronResponse response, bool agree) in new (NeuronResponse, bool)[]
        {
            (new HyperbolicTangentResponse(), true), (new LogisticResponse(), true), (new RectifiedResponse(0, 1e-3), true),
            (new RectifiedResponse(0, 1), false), (new RectifiedResponse(0.2, 1e-3), false), (new RectifiedResponse(0, 1e-3, deviation: 2), false), (new ExponentialLinearResponse(), false),
        })
        {
            response.Zone<double>(t, zone);
            response.Slope<double>(t, slope);
            Assert.Equal(agree, Math.Abs(zone[0] - slope[0]) + Math.Abs(zone[1] - slope[1]) < 1e-9);
        }
    }

    [Fact]
    public void The_information_of_the_whole_network_is_its_Fisher_information_and_two_layers_are_a_part_of_it()
    {
        for (int seed = 0; seed < Instances; seed++)
        {
            const int Inputs = 2, Hidden = 3, Classes = 3, Examples = 4;
            CategoricalLikelihood likelihood = new(Classes);
            Problem problem = Problem.Chain(likelihood, new Activation(new HyperbolicTangent()), Inputs, [Hidden], Examples, seed);
            double[] parameters = problem.Model.Parameters.ToArray();
            double[,] wanted = Definition.Information(
                parameters,
                Examples,
                r => Enumerable.Range(0, Classes).Select(y => ((double[])[y], Math.Exp(LogSoftMax(Outputs(problem, parameters, r), y)))),
                (outcome, moved, r) => LogSoftMax(Outputs(problem, moved, r), (int)outcome[0]));
            RowExamples examples = new(problem.Inputs);
            FisherMatrix whole = RepresentationEstimator.Estimate(problem.Model, examples, RepresentationKind.Dense, new EstimationOptions(), TestContext.Current.CancellationToken);
            Check(wanted, whole, null, seed);

            ParameterBlock first = problem.Model.Network.Blocks[0], second = problem.Model.Network.Blocks[1];
            ReferenceFisher two = RelativeFisher.TwoLayers(new HyperbolicTangentResponse(), new LayerReferences(Augmented(problem.Inputs)), Weights(first, parameters), likelihood, Weights(second, parameters));
            Check(ExactFisher.Block(wanted, first), two, null, seed);
        }
    }

    private static double[,] LayerBy(ResponseTwin twin, DrawnLayer layer)
    {
        double[] weights = layer.Weights.AsSpan().ToArray();
        int units = layer.Weights.Rows;
        return Definition.Information(
            weights,
            layer.References.Count,
            r => Definition.Product([.. Totals(layer, weights, units, r).Select(twin.Outcomes)]),
            (outcome, moved, r) => Totals(layer, moved, units, r).Select((t, i) => twin.LogDensity(outcome[i], t)).Sum());
    }

    private static double[] Totals(DrawnLayer layer, double[] weights, int units, int reference) => [.. Enumerable.Range(0, units).Select(unit => layer.Total(weights, unit, reference))];

    // C h̃ with h = f(W x̃).
    private static double[] OuterTotals(ResponseTwin hidden, DrawnLayer layer, Matrix<double> outer, double[] weights, int reference)
    {
        double[] activations = [.. Totals(layer, weights, layer.Weights.Rows, reference).Select(hidden.Mean), 1];
        return [.. Enumerable.Range(0, outer.Rows).Select(l => activations.Select((h, i) => outer[l, i] * h).Sum())];
    }

    private static double LogSoftMax(double[] outputs, int label) => outputs[label] - Math.Log(outputs.Sum(Math.Exp));

    private static double[] Outputs(Problem problem, double[] parameters, int example)
    {
        Workspace<double> workspace = new(problem.Model.Network, new WorkspaceOptions(1));
        problem.Inputs[example].CopyTo(workspace.Input.Row(0));
        problem.Model.Network.Forward(workspace, parameters, problem.Model.Statistics.Span, PassContext.Inference);
        return workspace.Output.Row(0).ToArray();
    }

    private static Matrix<double> Augmented(double[][] inputs)
    {
        Matrix<double> rows = new(inputs.Length, inputs[0].Length + 1);
        for (int r = 0; r < inputs.Length; r++)
        {
            inputs[r].CopyTo(rows.Row(r));
            rows[r, inputs[r].Length] = 1;
        }

        return rows;
    }

    private static Matrix<double> Weights(ParameterBlock block, double[] parameters)
    {
        Matrix<double> weights = new(block.Outputs, block.Inputs + 1);
        for (int j = 0; j < block.Outputs; j++)
        {
            parameters.AsSpan(block.First.Offset + (j * block.Inputs), block.Inputs).CopyTo(weights.Row(j));
            weights[j, block.Inputs] = parameters[block.Second!.Offset + j];
        }

        return weights;
    }

    // The matrix itself, its diagonal, trace and norm.
    private static void Check(double[,] wanted, FisherMatrix found, ResponseTwin? twin, int seed)
    {
        string where = $"{twin?.Response.Name}, seed {seed}";
        Assert.True(Close.Holds(wanted, found.ToDense(), Tolerance), where);
        double largest = wanted.Cast<double>().Max(), trace = 0;
        double[] diagonal = new double[found.Dimension];
        found.Diagonal(diagonal);
        for (int i = 0; i < diagonal.Length; i++)
        {
            Assert.Equal(wanted[i, i], diagonal[i], Tolerance * largest);
            trace += wanted[i, i];
        }

        Assert.Equal(trace, found.Trace.Value, diagonal.Length * Tolerance * largest);
        Assert.Equal(Math.Sqrt(wanted.Cast<double>().Sum(value => value * value)), found.FrobeniusNorm, diagonal.Length * Tolerance * largest);
    }
}
