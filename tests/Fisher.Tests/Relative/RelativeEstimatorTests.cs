using System.Numerics.Tensors;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Relative;

/// <summary>Layers of a network as subsystems of it: normalisation before the activation and behind it, sums, every kind of output.</summary>
public sealed class RelativeEstimatorTests
{
    private static readonly ResponseTwin Tanh = new(new HyperbolicTangentResponse(), Math.Tanh, 0);
    private static readonly ResponseTwin Linear = new(new LinearResponse(), t => t, 1);
    private static readonly ResponseTwin Logistic = new(new LogisticResponse(), t => 1 / (1 + Math.Exp(-t)), 0);

    [Fact]
    public void Every_layer_has_the_information_of_its_definition_with_the_rest_of_the_network_held()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Problem problem = Draw(new CategoricalLikelihood(3), seed);
            BlockDiagonalFisher matrix = RelativeEstimator.Estimate(problem.Model, new RowExamples(problem.Inputs), new ResponseOptions(), TestContext.Current.CancellationToken);
            Matrix<double> found = matrix.ToDense();
            foreach ((string block, string total, ResponseTwin? twin) in new[] { ("fc1", "bn1", Tanh), ("bn1", "bn1", Tanh), ("fc2", "sum", Tanh), ("bn2", "bn2", Linear), ("fc3", "fc3", null) })
            {
                int[] places = Places(problem, block);
                double[,] wanted = By(problem, places, total, twin);
                double scale = wanted.Cast<double>().Max();
                for (int i = 0; i < places.Length; i++)
                {
                    for (int j = 0; j < places.Length; j++)
                        Assert.True(Math.Abs(wanted[i, j] - found[places[i], places[j]]) <= 1e-7 * scale, $"{block}, seed {seed}, entry ({i}, {j}): {found[places[i], places[j]]}, expected {wanted[i, j]}");
                }
            }
        }
    }

    [Fact]
    public void An_output_layer_responds_as_its_family_does()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            foreach ((Likelihood likelihood, ResponseTwin twin) in new (Likelihood, ResponseTwin)[] { (new NormalLikelihood(2), Linear), (new BernoulliLikelihood(2), Logistic) })
            {
                Problem problem = Draw(likelihood, seed);
                Matrix<double> found = RelativeEstimator.Estimate(problem.Model, new RowExamples(problem.Inputs), new ResponseOptions(), TestContext.Current.CancellationToken).ToDense();
                int[] places = Places(problem, "fc3");
                double[,] wanted = By(problem, places, "fc3", twin);
                for (int i = 0; i < places.Length; i++)
                {
                    for (int j = 0; j < places.Length; j++) Assert.Equal(wanted[i, j], found[places[i], places[j]], 1e-7 * wanted.Cast<double>().Max());
                }
            }
        }
    }

    [Fact]
    public void The_last_layer_has_its_block_of_the_whole_Fisher_information()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            foreach (Likelihood likelihood in new Likelihood[] { new CategoricalLikelihood(3), new PoissonLikelihood(2), new NormalLikelihood(2, 0.5), new BernoulliLikelihood(2) })
            {
                Problem problem = Draw(likelihood, seed);
                Matrix<double> found = RelativeEstimator.Estimate(problem.Model, new RowExamples(problem.Inputs), new ResponseOptions(), TestContext.Current.CancellationToken).ToDense();
                double[,] whole = ExactFisher.Matrix(problem.Model, problem.Inputs);
                int[] places = Places(problem, "fc3");
                double scale = places.Max(place => whole[place, place]);
                foreach (int i in places)
                {
                    foreach (int j in places) Assert.Equal(whole[i, j], found[i, j], 1e-10 * scale);
                }
            }
        }
    }

    [Fact]
    public void A_network_with_an_activation_without_a_closed_form_is_refused_by_the_name_of_its_layer()
    {
        Problem problem = Problem.Chain(new CategoricalLikelihood(2), new Activation(new GaussianErrorLinear()), 2, [2], 2, 1);
        InvalidInputException refusal = Assert.Throws<InvalidInputException>(() => RelativeEstimator.Estimate(problem.Model, new RowExamples(problem.Inputs), new ResponseOptions(), TestContext.Current.CancellationToken));
        Assert.Contains("'fc1'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("gelu", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("tanh", refusal.Message, StringComparison.Ordinal);
    }

    // fc1 – bn1 – tanh – fc2 – (+ fc1's tanh) – tanh – bn2 – fc3, running statistics at random.
    private static Problem Draw(Likelihood likelihood, int seed)
    {
        Problem problem = new(
            likelihood,
            builder =>
            {
                builder.Add("fc1", new Dense(2));
                builder.Add("bn1", new BatchNormalisation());
                Node first = builder.Add("act1", new Activation(new HyperbolicTangent()));
                Node second = builder.Add("fc2", new Dense(2), first);
                builder.Add("sum", new Addition(), second, first);
                builder.Add("act2", new Activation(new HyperbolicTangent()));
                builder.Add("bn2", new BatchNormalisation());
                return builder.Add("fc3", new Dense(likelihood.Dimension));
            },
            2,
            3,
            seed);
        RandomSequence random = RandomStream.FromSeed(seed + 77).From();
        foreach (ref double value in problem.Model.Statistics.Span) value = 0.2 + random.NextUniform();
        return problem;
    }

    private static int[] Places(Problem problem, string name)
    {
        ParameterBlock block = problem.Model.Network.Blocks.Single(block => block.Name == name);
        return [.. Enumerable.Range(block.First.Offset, block.First.Length), .. Enumerable.Range(block.Second!.Offset, block.Second.Length)];
    }

    // The subsystem's outcomes given what the network makes of t, only the subsystem's parameters moving.
    private static double[,] By(Problem problem, int[] places, string total, ResponseTwin? twin)
    {
        double[] start = [.. places.Select(place => problem.Model.Parameters.Span[place])];
        int node = problem.Model.Network.Nodes.Single(node => node.Name == total).Index;
        double[] Totals(double[] moved, int reference)
        {
            double[] parameters = problem.Model.Parameters.ToArray();
            for (int i = 0; i < places.Length; i++) parameters[places[i]] = moved[i];
            Workspace<double> workspace = new(problem.Model.Network, new WorkspaceOptions(1) { Cotangents = 1 });
            problem.Inputs[reference].CopyTo(workspace.Input.Row(0));
            problem.Model.Network.Forward(workspace, parameters, problem.Model.Statistics.Span, PassContext.Inference);
            return workspace.Activation(node).Row(0).ToArray();
        }

        double LogSoftMax(double[] outputs, double label) => outputs[(int)label] - Math.Log(outputs.Sum(Math.Exp));
        return Definition.Information(
            start,
            problem.Inputs.Length,
            r => twin is null
                ? Totals(start, r).Select((_, y) => ((double[])[y], Math.Exp(LogSoftMax(Totals(start, r), y))))
                : Definition.Product([.. Totals(start, r).Select(twin.Outcomes)]),
            (outcome, moved, r) => twin is null ? LogSoftMax(Totals(moved, r), outcome[0]) : Totals(moved, r).Select((t, i) => twin.LogDensity(outcome[i], t)).Sum());
    }
}
