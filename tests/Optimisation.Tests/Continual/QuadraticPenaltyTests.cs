using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Continual;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Continual;

public sealed class QuadraticPenaltyTests
{
    private const int Count = 40;

    [Fact]
    public void Several_tasks_add_up_and_the_gradient_is_that_of_the_value()
    {
        RandomSequence random = RandomStream.FromSeed(1).From();
        QuadraticPenalty<double> penalty = new(Count);
        double[] parameters = new double[Count], gradient = new double[Count], before = new double[Count];
        random.FillNormal<double>(parameters);
        random.FillNormal<double>(before);
        before.CopyTo(gradient, 0);
        double expected = 0;
        for (int task = 0; task < 4; task++)
        {
            double[] curvature = new double[Count], anchor = new double[Count];
            random.FillUniform<double>(curvature, 0, 2);
            random.FillNormal<double>(anchor);
            double strength = 3 * random.NextUniform();
            penalty.Hold(curvature, anchor, strength);
            for (int i = 0; i < Count; i++) expected += 0.5 * strength * curvature[i] * (parameters[i] - anchor[i]) * (parameters[i] - anchor[i]);
        }

        Close.Assert(expected, penalty.Value(parameters), 1e-12);
        const int Start = 7;
        penalty.AddGradient(parameters.AsSpan(Start, 20), gradient.AsSpan(Start, 20), Start);
        const double Step = 1e-5;
        for (int i = 0; i < Count; i++)
        {
            double[] up = [.. parameters], down = [.. parameters];
            up[i] += Step;
            down[i] -= Step;
            double slope = i is >= Start and < Start + 20 ? (penalty.Value(up) - penalty.Value(down)) / (2 * Step) : 0;
            Close.Assert(slope, gradient[i] - before[i], 1e-6, $"{i}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Where_tasks_are_quadratic_two_learnt_in_turn_are_learnt_as_well_as_both_at_once(int threads)
    {
        // Inputs along the axes make the Fisher matrix of linear regression diagonal, so the penalty is the first task's loss up to a constant.
        const int Width = 5, Outputs = 2;
        Likelihood likelihood = Likelihood.Normal(Outputs);
        MemoryExamples first = AlongAxes(likelihood, Width, 30, 1), second = AlongAxes(likelihood, Width, 20, 2);
        MemoryExamples both = new([.. first.Inputs, .. second.Inputs], [.. first.Outcomes, .. second.Outcomes]);
        Model<double> model = Linear(likelihood, Width), together = Linear(likelihood, Width);
        using ThreadTeam team = new(threads);
        Train(model, new GradientDescent<double>(model.Parameters.Length), first, team);
        Train(together, new GradientDescent<double>(together.Parameters.Length), both, team);

        QuadraticPenalty<double> penalty = new(model.Parameters.Length);
        double[] information = new double[model.Parameters.Length];
        RepresentationEstimator.Estimate(model, first, RepresentationKind.Diagonal, new EstimationOptions(), TestContext.Current.CancellationToken).Diagonal(information);
        penalty.Hold(information, model.Parameters.Span, (double)first.Count / second.Count);
        Train(model, new PenalisedOptimiser<double>(new GradientDescent<double>(model.Parameters.Length), penalty), second, team);
        Close.Assert(together.Parameters.Span, model.Parameters.Span, 1e-8);
    }

    [Fact]
    public void What_holds_nothing_is_refused()
    {
        QuadraticPenalty<double> penalty = new(2);
        Assert.Throws<ArgumentException>(() => penalty.Hold([1], [1, 2], 1));
        Assert.Throws<ArgumentException>(() => penalty.Hold([1, 1], [1], 1));
        Assert.Throws<ArgumentException>(() => penalty.Hold([1, -1], [1, 2], 1));
        Assert.Throws<ArgumentException>(() => penalty.Hold([1, double.NaN], [1, 2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => penalty.Hold([1, 1], [1, 2], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => penalty.Hold([1, 1], [1, 2], double.PositiveInfinity));
        Assert.Equal(0, penalty.Value([5, 6]));
    }

    // No bias: it would be seen along with every axis.
    private static Model<double> Linear(Likelihood likelihood, int width)
    {
        NetworkBuilder builder = new(new Numerics.Tensors.Shape(width));
        builder.Add("fc", new Networks.Layers.Dense(likelihood.Dimension, hasBias: false));
        return new Model<double>(builder.Build(), likelihood);
    }

    private static MemoryExamples AlongAxes(Likelihood likelihood, int width, int count, long seed)
    {
        MemoryExamples drawn = MemoryExamples.Draw(likelihood, count, width, RandomStream.FromSeed(seed));
        for (int i = 0; i < count; i++)
        {
            double length = drawn.Inputs[i][i % width];
            Array.Clear(drawn.Inputs[i]);
            drawn.Inputs[i][i % width] = 1 + Math.Abs(length);
        }

        return drawn;
    }

    private static void Train(Model<double> model, Optimiser<double> optimiser, MemoryExamples examples, ThreadTeam team)
    {
        TrainingOptions options = new() { BatchSize = examples.Count, Epochs = 600, LearningRate = 0.3 };
        new Trainer<double>(model, optimiser, team, new TrainingData(examples, examples), options).Train(new TrainingPosition(), new SilentObserver(), TestContext.Current.CancellationToken);
    }
}
