using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Composition;

public sealed class DerivativeTests
{
    private const int Graphs = 40, Examples = 5;

    // Finite differences need functions without kinks.
    private static readonly ActivationFunction[] Smooth = [.. ActivationFunctions.All.Where(function => function is not (RectifiedLinear or LeakyRectifiedLinear or ExponentialLinear or ScaledExponentialLinear))];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gradient_is_that_of_finite_differences(bool training)
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            Case given = new(seed, Smooth, training);
            double[] weights = given.Draw(given.Outputs * Examples), gradient = new double[given.Network.Parameters.Length];
            given.Forward(given.Parameters);
            weights.CopyTo(given.Workspace.OutputCotangent.AsSpan());
            given.Network.Backward<double>(given.Workspace, given.Parameters, given.Statistics, gradient);
            double[] input = given.Workspace.InputCotangent.AsSpan().ToArray();

            double[] direction = given.Draw(gradient.Length);
            AssertClose(given.Slope(parameters => TensorPrimitives.Dot<double>(weights, given.Forward(parameters)), given.Parameters, direction), TensorPrimitives.Dot<double>(gradient, direction), seed);

            double[] inputDirection = given.Draw(input.Length);
            AssertClose(given.Slope(inputs => TensorPrimitives.Dot<double>(weights, given.Forward(given.Parameters, inputs)), given.Inputs, inputDirection), TensorPrimitives.Dot<double>(input, inputDirection), seed);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pushing_forward_and_pulling_back_are_dual(bool training)
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            Case given = new(seed, ActivationFunctions.All, training);
            double[] cotangent = given.Draw(given.Outputs * Examples), tangent = given.Draw(given.Network.Parameters.Length), gradient = new double[tangent.Length];
            double[] inputTangent = given.Draw(given.Inputs.Length);
            given.Forward(given.Parameters);
            cotangent.CopyTo(given.Workspace.OutputCotangent.AsSpan());
            given.Network.Backward<double>(given.Workspace, given.Parameters, given.Statistics, gradient);
            double back = TensorPrimitives.Dot<double>(gradient, tangent) + TensorPrimitives.Dot(given.Workspace.InputCotangent.AsSpan(), inputTangent);

            inputTangent.CopyTo(given.Workspace.InputTangent.AsSpan());
            given.Network.Tangent<double>(given.Workspace, given.Parameters, given.Statistics, tangent);
            double forward = TensorPrimitives.Dot(given.Workspace.OutputTangent.AsSpan(), cotangent);
            Assert.True(Math.Abs(forward - back) <= 1e-10 * (1 + Math.Abs(back)), $"seed {seed}: {forward} forward, {back} back");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_cotangents_at_once_are_as_one_after_the_other(bool training)
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            Case given = new(seed, ActivationFunctions.All, training, cotangents: 3);
            int parameters = given.Network.Parameters.Length, rows = given.Outputs * Examples;
            double[] cotangents = given.Draw(3 * rows), together = new double[3 * parameters], alone = new double[parameters];
            given.Forward(given.Parameters);
            cotangents.CopyTo(given.Workspace.OutputCotangent.AsSpan());
            given.Network.Backward<double>(given.Workspace, given.Parameters, given.Statistics, together);
            double[] inputs = given.Workspace.InputCotangent.AsSpan().ToArray();
            given.Workspace.Cotangents = 1;
            for (int k = 0; k < 3; k++)
            {
                cotangents.AsSpan(k * rows, rows).CopyTo(given.Workspace.OutputCotangent.AsSpan());
                given.Network.Backward<double>(given.Workspace, given.Parameters, given.Statistics, alone);
                Assert.Equal(0, TensorPrimitives.Distance<double>(alone, together.AsSpan(k * parameters, parameters)), 1e-12 * (1 + TensorPrimitives.Norm<double>(alone)));
                ReadOnlySpan<double> expected = given.Workspace.InputCotangent.AsSpan();
                Assert.Equal(0, TensorPrimitives.Distance(expected, inputs.AsSpan(k * expected.Length, expected.Length)), 1e-12 * (1 + TensorPrimitives.Norm(expected)));
            }
        }
    }

    [Fact]
    public void A_workspace_that_reuses_memory_computes_the_same_outputs()
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            Case given = new(seed, ActivationFunctions.All, training: false);
            double[] expected = given.Forward(given.Parameters);
            Workspace<double> lean = new(given.Network, new WorkspaceOptions(Examples));
            given.Inputs.CopyTo(lean.Input.AsSpan());
            given.Network.Forward<double>(lean, given.Parameters, given.Statistics, PassContext.Inference);
            Assert.Equal(expected, lean.Output.AsSpan().ToArray());
            Assert.True(lean.Length <= given.Workspace.Length, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void A_team_adds_up_to_the_whole_batch(int members)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Case whole = new(seed, ActivationFunctions.All, training: true);
            double[] cotangent = whole.Draw(whole.Outputs * Examples), expected = new double[whole.Network.Parameters.Length], sum = new double[expected.Length];
            whole.Forward(whole.Parameters);
            cotangent.CopyTo(whole.Workspace.OutputCotangent.AsSpan());
            whole.Network.Backward<double>(whole.Workspace, whole.Parameters, whole.Statistics, expected);

            // Members beyond the examples have none, and still take part.
            double[] statistics = RandomNetworks.Statistics(whole.Network);
            Lock adding = new();
            using ThreadTeam team = new(members);
            team.Run(member =>
            {
                (int start, int count) = member.Share(Examples);
                Workspace<double> workspace = new(whole.Network, new WorkspaceOptions(Examples) { Cotangents = 1 }) { Examples = count };
                whole.Inputs.AsSpan(start * whole.Network.InputWidth, count * whole.Network.InputWidth).CopyTo(workspace.Input.AsSpan());
                whole.Network.Forward<double>(workspace, whole.Parameters, statistics, PassContext.Training(whole.Noise, member, start, Examples));
                cotangent.AsSpan(start * whole.Outputs, count * whole.Outputs).CopyTo(workspace.OutputCotangent.AsSpan());
                double[] part = new double[sum.Length];
                whole.Network.Backward<double>(workspace, whole.Parameters, statistics, part);
                lock (adding) TensorPrimitives.Add(sum, part, sum);
            });
            Assert.Equal(0, TensorPrimitives.Distance<double>(sum, expected), 1e-11 * (1 + TensorPrimitives.Norm<double>(expected)));
            Assert.Equal(0, statistics.Zip(whole.Statistics, (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max(), 1e-12);
        }
    }

    [Fact]
    public void A_pass_allocates_nothing()
    {
        Case given = new(3, ActivationFunctions.All, training: true);
        double[] gradient = new double[given.Network.Parameters.Length];
        void Pass()
        {
            given.Network.Forward<double>(given.Workspace, given.Parameters, given.Statistics, given.Context);
            given.Network.Backward<double>(given.Workspace, given.Parameters, given.Statistics, gradient);
        }

        for (int i = 0; i < 100; i++) Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertClose(double expected, double actual, int seed) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-7 * (1 + Math.Abs(expected)), $"seed {seed}: {expected} by differences, {actual} by the rule");

    private sealed class Case
    {
        private RandomSequence _random;

        public Case(int seed, IReadOnlyList<ActivationFunction> activations, bool training, int cotangents = 1)
        {
            _random = RandomStream.FromSeed(seed).Split("network").From();
            Network = RandomNetworks.Draw(ref _random, activations);
            Parameters = RandomNetworks.Parameters(Network, ref _random);
            Statistics = RandomNetworks.Statistics(Network);
            Inputs = Draw(Network.InputWidth * Examples);
            Noise = RandomStream.FromSeed(seed).Split("noise");
            Context = training ? PassContext.Training(Noise, SingleProcess.Instance, 0, Examples) : PassContext.Inference;
            Workspace = new Workspace<double>(Network, new WorkspaceOptions(Examples) { Cotangents = cotangents, InputCotangents = true, Tangents = true });
        }

        public Network Network { get; }

        public Workspace<double> Workspace { get; }

        public double[] Parameters { get; }

        public double[] Statistics { get; }

        public double[] Inputs { get; }

        public RandomStream Noise { get; }

        public PassContext Context { get; }

        public int Outputs => Network.OutputWidth;

        public double[] Draw(int count)
        {
            double[] values = new double[count];
            _random.FillNormal<double>(values);
            return values;
        }

        public double[] Forward(double[] parameters) => Forward(parameters, Inputs);

        public double[] Forward(double[] parameters, double[] inputs)
        {
            inputs.CopyTo(Workspace.Input.AsSpan());
            Network.Forward<double>(Workspace, parameters, Statistics, Context with { KeepsStatistics = Context.IsTraining && _moved });
            _moved = true;
            return Workspace.Output.AsSpan().ToArray();
        }

        // The central difference along a direction, of order four.
        public double Slope(Func<double[], double> function, double[] point, double[] direction)
        {
            const double Step = 1e-4;
            double At(double distance) => function([.. point.Zip(direction, (x, d) => x + (distance * d))]);
            return ((8 * (At(Step) - At(-Step))) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
        }

        private bool _moved;
    }
}
