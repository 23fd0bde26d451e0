using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.FirstOrder.Eigenbases;
using Neuromanifold.Optimisation.Training;
using Neuromanifold.References.Optimisers;

namespace Neuromanifold.Optimisation.Tests.FirstOrder;

/// <summary>SOAP against its published form, on linear models of one to nine units with biases, which are plain Adam's.</summary>
public sealed class EigenbasisAdamTests
{
    private const int Steps = 40;
    private const double Rate = 0.02;

    [Fact]
    public void Every_step_is_the_published_one_for_matrices_and_plain_Adam_s_for_biases()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int inputs = 1 + random.NextInteger(8), outputs = 1 + random.NextInteger(9), members = 1 + (seed % 3), batch = 30;
            EigenbasisAdamOptions options = new() { FirstDecay = 0.8, SecondDecay = 0.9, Epsilon = 1e-5, BasisPeriod = 1 + random.NextInteger(5), WeightDecay = seed % 2 == 0 ? 0 : 0.05 };
            Likelihood likelihood = Likelihood.Normal(outputs);
            NetworkBuilder builder = new(new Shape(inputs));
            builder.Add("fc1", new Dense(outputs));
            Model<double> model = Model<double>.Initialise(builder.Build(), likelihood, WeightInitialisation.LeCun, RandomStream.FromSeed(seed));
            MemoryExamples examples = MemoryExamples.Draw(likelihood, batch, inputs, RandomStream.FromSeed(seed).Split("data"));
            using ThreadTeam team = new(members);
            DataParallelSteps<double> steps = new(model, new EigenbasisAdam<double>(model.Network, options, members), team, batch);
            EigenbasisTwin twin = new(outputs, inputs, options.FirstDecay, options.SecondDecay, options.Epsilon, options.BasisPeriod, options.WeightDecay);
            UpdateTwin adam = FirstOrderTwins.Adam(outputs, options.FirstDecay, options.SecondDecay, options.Epsilon, options.WeightDecay, decoupled: true);
            ParameterBlock block = model.Network.Blocks.Single();
            double[,] weights = ToMatrix(block.First.In<double>(model.Parameters.Span), outputs, inputs);
            double[] bias = block.Second!.In<double>(model.Parameters.Span).ToArray();
            for (int step = 0; step < Steps; step++)
            {
                // Other examples at every step, so that the bases turn.
                steps.Take(examples, Enumerable.Range(0, 10).Select(i => ((step * 7) + (i * 3)) % batch).ToArray(), step, Rate, RandomStream.FromSeed(0));
                ReadOnlySpan<double> gradient = steps.Members[0].Gradient;
                twin.Update(weights, ToMatrix(block.First.In(gradient), outputs, inputs), Rate, step);
                if (step > 0) adam(bias, block.Second.In(gradient).ToArray(), Rate, step);
                Close.Assert([.. weights.Cast<double>()], block.First.In<double>(model.Parameters.Span), 1e-7, $"seed {seed}, {outputs}×{inputs}, step {step}");
                Close.Assert(bias, block.Second.In<double>(model.Parameters.Span), 1e-12, $"seed {seed}, the bias, step {step}");
            }
        }
    }

    [Fact]
    public void The_first_gradient_moves_nothing()
    {
        Likelihood likelihood = Likelihood.Normal(2);
        Model<double> model = Chain.Build<double>(likelihood, [3, 4, 2], seed: 1);
        double[] before = model.Parameters.ToArray();
        using ThreadTeam team = new(1);
        DataParallelSteps<double> steps = new(model, new EigenbasisAdam<double>(model.Network, new EigenbasisAdamOptions(), 1), team, 5);
        steps.Take(MemoryExamples.Draw(likelihood, 5, 3, RandomStream.FromSeed(2)), new[] { 0, 1, 2, 3, 4 }, 0, 1, RandomStream.FromSeed(0));
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void A_period_of_zero_is_refused()
    {
        Network network = new MultilayerPerceptron([2, 2]).Build(new Shape(2));
        Assert.Throws<ArgumentException>(() => new EigenbasisAdam<double>(network, new EigenbasisAdamOptions { BasisPeriod = 0 }, 1));
    }

    private static double[,] ToMatrix(ReadOnlySpan<double> values, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < values.Length; i++) matrix[i / columns, i % columns] = values[i];
        return matrix;
    }
}
