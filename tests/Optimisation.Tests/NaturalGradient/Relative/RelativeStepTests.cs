using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.NaturalGradient.Relative;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient.Relative;

public sealed class RelativeStepTests
{
    private const double Rate = 0.1;

    private static readonly ActivationFunction[] Functions =
    [
        ActivationFunctions.HyperbolicTangent, ActivationFunctions.LogisticSigmoid, ActivationFunctions.RectifiedLinear, new LeakyRectifiedLinear(0.2), ActivationFunctions.ExponentialLinear, ActivationFunctions.Softplus,
    ];

    /// <summary>Both forms, references fewer and more than weights, units fewer and more than lanes, dead inputs, all heads, normalisation before and behind, teams.</summary>
    [Fact]
    public void Steps_solve_the_dense_damped_system_of_the_average_over_a_window_refreshed_on_its_period()
    {
        Likelihood[] families = [Likelihood.Categorical(3), Likelihood.Normal(2, 0.5), Likelihood.Bernoulli(2), Likelihood.Poisson(2)];
        for (int seed = 0; seed < 36; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            Likelihood likelihood = families[seed % families.Length];
            int width = 1 + random.NextInteger(9), batch = 2 + random.NextInteger(8), members = 1 + (seed % 3);
            RelativeOptions options = new()
            {
                Form = (RelativeForm)(seed / 4 % 2),
                Damping = Math.Exp(-3 * random.NextUniform()),
                References = 2 * batch,
                BlockReferences = 2 * batch,
                WindowBatches = 2,
                InversePeriod = 3,
                WeightDecay = seed % 5 == 0 ? 0.1 : 0,
                Responses = new ResponseOptions { Width = 0.5, Deviation = 1.3 },
                Momentum = 0,
            };
            Model<double> model = Chain.Build<double>(likelihood, [width, 3, seed % 5 == 1 ? 11 : 4, likelihood.Dimension], seed, Functions[seed % Functions.Length], (NormalisationPlace)(seed % 3));
            MemoryExamples[] data = [.. Enumerable.Range(0, 6).Select(step => MemoryExamples.Draw(likelihood, batch, width, RandomStream.FromSeed(seed).Split("data").Split(step)))];
            foreach (double[] input in data.SelectMany(examples => examples.Inputs).Where(_ => seed % 4 == 1)) input[width / 2] = 0;
            using ThreadTeam team = new(members);
            DataParallelSteps<double> steps = new(model, new RelativeNaturalGradient<double>(model.Network, options, members), team, batch);
            int[] all = [.. Enumerable.Range(0, batch)];
            double[,]? last = null, used = null;
            for (int step = 0; step < data.Length; step++)
            {
                double[] before = model.Parameters.ToArray();
                steps.Take(data[step], all, step, Rate, RandomStream.FromSeed(seed).Split(step));

                // A window of two mini-batches, each as the network was when it saw it; refreshed at steps 0, 1, 2, 3.
                double[,] own = Information(model, steps, before, data[step], options.Responses);
                double[,] average = last is null ? own : Mean(last, own);
                last = own;
                if (step <= 3) used = average;
                Close.Assert(Expected(used!, before, steps.Members[0].Gradient.ToArray(), options.Damping + options.WeightDecay), model.Parameters.Span, 1e-8, $"seed {seed}, step {step}");
            }
        }
    }

    [Fact]
    public void A_single_precision_step_is_near_the_double_one()
    {
        foreach (RelativeForm form in Enum.GetValues<RelativeForm>())
        {
            Model<float> single = Chain.Build<float>(Likelihood.Categorical(4), [40, 12, 4], 3, ActivationFunctions.RectifiedLinear);
            Model<double> twice = new(single.Network, single.Likelihood);
            TensorPrimitives.ConvertTruncating<float, double>(single.Parameters.Span, twice.Parameters.Span);
            MemoryExamples examples = MemoryExamples.Draw(single.Likelihood, 20, 40, RandomStream.FromSeed(5));
            RelativeOptions options = new() { Form = form, References = 16, BlockReferences = 16, Damping = 0.01 };
            double[] before = twice.Parameters.ToArray();
            using ThreadTeam team = new(1);
            int[] all = [.. Enumerable.Range(0, 20)];
            new DataParallelSteps<float>(single, new RelativeNaturalGradient<float>(single.Network, options, 1), team, 20).Take(examples, all, 0, Rate, RandomStream.FromSeed(1));
            new DataParallelSteps<double>(twice, new RelativeNaturalGradient<double>(twice.Network, options, 1), team, 20).Take(examples, all, 0, Rate, RandomStream.FromSeed(1));
            double length = TensorPrimitives.Distance<double>(before, twice.Parameters.Span);
            Assert.InRange(TensorPrimitives.Distance<double>(Chain.ToDouble<float>(single.Parameters.Span), twice.Parameters.Span) / length, 0, 1e-3);
        }
    }

    [Fact]
    public void Where_the_damping_is_lost_in_rounding_it_is_raised_until_the_step_is_finite()
    {
        foreach (RelativeForm form in Enum.GetValues<RelativeForm>())
        {
            Model<float> model = Chain.Build<float>(Likelihood.Categorical(4), [40, 12, 4], 3, ActivationFunctions.RectifiedLinear);
            MemoryExamples examples = MemoryExamples.Draw(model.Likelihood, 20, 40, RandomStream.FromSeed(5));
            // References that are all alike, and large: all but one eigenvalue is rounding.
            foreach (double[] input in examples.Inputs) Array.Fill(input, 1e4);
            RelativeOptions options = new() { Form = form, References = 20, BlockReferences = 20, Damping = 1e-9 };
            using ThreadTeam team = new(1);
            float[] before = model.Parameters.ToArray();
            int[] all = [.. Enumerable.Range(0, 20)];
            new DataParallelSteps<float>(model, new RelativeNaturalGradient<float>(model.Network, options, 1), team, 20).Take(examples, all, 0, 1e-6, RandomStream.FromSeed(1));
            Assert.True(TensorPrimitives.IsFiniteAll<float>(model.Parameters.Span));
            Assert.NotEqual(before, model.Parameters.ToArray());
        }
    }

    [Fact]
    public void Steps_of_a_wide_layer_that_is_normalised_before_its_activation_allocate_nothing()
    {
        const int Batch = 20;
        Model<float> model = Chain.Build<float>(Likelihood.Categorical(3), [4, 300, 3], 3, ActivationFunctions.RectifiedLinear, NormalisationPlace.Before);
        MemoryExamples examples = MemoryExamples.Draw(model.Likelihood, Batch, 4, RandomStream.FromSeed(5));
        using ThreadTeam team = new(1);
        DataParallelSteps<float> steps = new(model, new RelativeNaturalGradient<float>(model.Network, new RelativeOptions { References = 8 }, 1), team, Batch);
        int[] all = [.. Enumerable.Range(0, Batch)];
        long index = 0, least = long.MaxValue;
        Advance(3);
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Advance(5);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);

        void Advance(int count)
        {
            for (int step = 0; step < count; step++, index++) steps.Take(examples, all, index, 1e-3, RandomStream.FromSeed(1));
        }
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Network relu = Chain.Build<double>(Likelihood.Categorical(2), [2, 3, 2], 1, ActivationFunctions.RectifiedLinear).Network;
        Network gelu = Chain.Build<double>(Likelihood.Categorical(2), [2, 3, 2], 1, ActivationFunctions.GaussianErrorLinear).Network;
        Assert.Contains("damping", Assert.Throws<ArgumentException>(() => new RelativeNaturalGradient<double>(relu, new RelativeOptions { Damping = 0 }, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RelativeNaturalGradient<double>(relu, new RelativeOptions { References = 0 }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RelativeNaturalGradient<double>(relu, new RelativeOptions { InversePeriod = 0 }, 1));
        Assert.Contains("--omega", Assert.Throws<InvalidInputException>(() => new RelativeNaturalGradient<double>(relu, new RelativeOptions { Responses = new ResponseOptions { Width = 0 } }, 1)).Message, StringComparison.Ordinal);
        string refusal = Assert.Throws<InvalidInputException>(() => new RelativeNaturalGradient<double>(gelu, new RelativeOptions(), 1)).Message;
        Assert.Contains("gelu", refusal, StringComparison.Ordinal);
        Assert.Contains("tanh, sigmoid, relu", refusal, StringComparison.Ordinal);
    }

    // ḡ of one batch at the parameters before the step, with the statistics by which the batch was normalised.
    private static double[,] Information(Model<double> model, DataParallelSteps<double> steps, double[] before, MemoryExamples batch, ResponseOptions responses)
    {
        Model<double> past = new(model.Network, model.Likelihood);
        before.CopyTo(past.Parameters);
        foreach (Node node in model.Network.Nodes.Where(node => node.Layer is BatchNormalisation))
        {
            double[][] rows = [.. steps.Members.SelectMany(member => Enumerable.Range(0, member.Workspace.Examples).Select(i => member.Workspace.Activation(node.Inputs[0]).Row(i).ToArray()))];
            for (int j = 0; j < node.Width; j++)
            {
                double mean = rows.Average(row => row[j]);
                node.Statistics[0].In(past.Statistics.Span)[j] = mean;
                node.Statistics[1].In(past.Statistics.Span)[j] = rows.Average(row => (row[j] - mean) * (row[j] - mean));
            }
        }

        Matrix<double> dense = RelativeEstimator.Estimate(past, batch, responses, TestContext.Current.CancellationToken).ToDense();
        double[,] entries = new double[dense.Rows, dense.Rows];
        for (int i = 0; i < dense.Rows; i++)
        {
            for (int j = 0; j < dense.Rows; j++) entries[i, j] = dense[i, j];
        }

        return entries;
    }

    private static double[,] Mean(double[,] first, double[,] second)
    {
        double[,] mean = (double[,])first.Clone();
        for (int i = 0; i < mean.GetLength(0); i++)
        {
            for (int j = 0; j < mean.GetLength(0); j++) mean[i, j] = (first[i, j] + second[i, j]) / 2;
        }

        return mean;
    }

    private static double[] Expected(double[,] information, double[] before, double[] gradient, double damping)
    {
        double[,] damped = (double[,])information.Clone(), right = new double[before.Length, 1];
        for (int i = 0; i < before.Length; i++)
        {
            damped[i, i] += damping;
            right[i, 0] = gradient[i];
        }

        double[,] direction = References.LinearAlgebra.Dense.Solve(damped, right);
        return [.. before.Select((value, i) => value - (Rate * direction[i, 0]))];
    }
}
