using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Networks.Tests.Composition;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.SecondOrder;

public sealed class SecondDerivativesTests
{
    private const int Graphs = 60, Examples = 7, Cotangents = 3;

    // Finite differences need a continuous φ''; pieces that are linear have one away from their kinks.
    private static readonly ActivationFunction[] Smooth = [.. ActivationFunctions.All.Where(function => function is not ExponentialLinear)];

    [Fact]
    public void Diagonals_are_finite_differences_of_gradients_on_any_graph()
    {
        int compared = 0;
        for (int seed = 0; seed < Graphs; seed++)
        {
            Scene scene = new(seed, Smooth);
            SecondDerivatives<double> second = scene.Compute();
            foreach (ParameterBlock block in scene.Network.Blocks)
            {
                int unit = scene.Random.NextInteger(block.Outputs), input = scene.Random.NextInteger(block.Inputs);
                int place = block.First.Offset + (block.Kind == BlockKind.Affine ? (unit * block.Inputs) + input : unit);
                double[] differences = scene.Differences(place);
                second = scene.Compute();
                for (int row = 0; row < differences.Length; row++)
                {
                    double seen = scene.Workspace.BlockInputs(block).Row(row % Examples)[block.Kind == BlockKind.Affine ? input : unit];
                    double claimed = second.Of(block).Row(row)[unit] * seen * seen;
                    Assert.True(Math.Abs(claimed - differences[row]) <= 2e-6 * (1 + Math.Abs(claimed)), $"seed {seed}, {block.Name}: {claimed} against {differences[row]} by differences");
                    if (Math.Abs(claimed) > 1e-3) compared++;
                }
            }
        }

        Assert.True(compared > 500, $"only {compared} derivatives were not near zero");
    }

    [Fact]
    public void A_last_affine_layer_and_a_piecewise_linear_network_have_none()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Scene scene = new(seed, [ActivationFunctions.RectifiedLinear, ActivationFunctions.Identity]);
            SecondDerivatives<double> second = scene.Compute();
            foreach (ParameterBlock block in scene.Network.Blocks)
            {
                Assert.True(second.AreZero(block));
                Assert.Equal(-1, second.Of(block).AsSpan().IndexOfAnyExcept(0));
            }
        }
    }

    [Fact]
    public void In_single_precision_they_are_those_of_double()
    {
        MultilayerPerceptron description = new([12, 9, 8, 7, 6, 5]) { Activation = ActivationFunctions.LogisticSigmoid };
        Network network = description.Build(new Shape(12));
        RandomSequence random = RandomStream.FromSeed(3).From();
        double[] parameters = RandomNetworks.Parameters(network, ref random), inputs = new double[Examples * 12];
        random.FillNormal<double>(inputs);
        double[][] exact = Compute<double>(network, parameters, inputs), single = Compute<float>(network, parameters, inputs);
        for (int block = 0; block < exact.Length; block++)
        {
            double scale = exact[block].Max(Math.Abs);
            for (int i = 0; i < exact[block].Length; i++) Assert.Equal(exact[block][i], single[block][i], (1e-5 * scale) + 1e-30);
        }
    }

    [Fact]
    public void A_layer_without_a_rule_is_refused_by_name()
    {
        NetworkBuilder builder = new(new Shape(4));
        builder.Add("in", new Dense(3));
        builder.Add("odd", new Unruly());
        Network network = builder.Build();
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(() => new SecondDerivatives<double>(new Workspace<double>(network, new WorkspaceOptions(1) { Cotangents = 1, SecondDerivatives = true })));
        Assert.Contains("'odd' (Unruly)", refusal.Message, StringComparison.Ordinal);
    }

    private static double[][] Compute<T>(Network network, double[] parameters, double[] inputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Workspace<T> workspace = new(network, new WorkspaceOptions(Examples) { Cotangents = network.OutputWidth, SecondDerivatives = true });
        SecondDerivatives<T> second = new(workspace);
        T[] point = [.. parameters.Select(T.CreateTruncating)];
        for (int i = 0; i < inputs.Length; i++) workspace.Input.AsSpan()[i] = T.CreateTruncating(inputs[i]);
        network.Forward<T>(workspace, point, default, PassContext.Inference);
        for (int row = 0; row < workspace.OutputCotangent.Rows; row++) workspace.OutputCotangent[row, row / Examples] = T.One;
        network.Backward<T>(workspace, point, default, default);
        second.Compute(point, default);
        return [.. network.Blocks.Select(block => second.Of(block).AsSpan().ToArray().Select(double.CreateTruncating).ToArray())];
    }

    private sealed class Unruly : Layer
    {
        private readonly Flatten _inner = new();

        public override string Kind => "Unruly";

        public override LayerPlan Plan(ReadOnlySpan<Shape> inputs) => _inner.Plan(inputs);

        public override void Forward<T>(in LayerPass<T> pass) => _inner.Forward(pass);

        public override void Backward<T>(in BackwardPass<T> pass) => _inner.Backward(pass);

        public override void Tangent<T>(in TangentPass<T> pass) => _inner.Tangent(pass);
    }

    private sealed class Scene
    {
        private readonly double[] _inputs;
        private readonly double[] _cotangents;
        private readonly double[] _parameters;
        private readonly double[] _statistics;

        public Scene(int seed, ActivationFunction[] activations)
        {
            Random = RandomStream.FromSeed(seed).From();
            Network = RandomNetworks.Draw(ref Random, activations);
            _parameters = RandomNetworks.Parameters(Network, ref Random);
            _statistics = RandomNetworks.Statistics(Network);
            Workspace = new Workspace<double>(Network, new WorkspaceOptions(Examples) { Cotangents = Cotangents, SecondDerivatives = true });
            Derivatives = new SecondDerivatives<double>(Workspace);
            _inputs = new double[Workspace.Input.AsSpan().Length];
            Random.FillNormal<double>(_inputs);
            _cotangents = new double[Workspace.OutputCotangent.AsSpan().Length];
            Random.FillNormal<double>(_cotangents);
        }

        public RandomSequence Random;

        public Network Network { get; }

        public Workspace<double> Workspace { get; }

        private SecondDerivatives<double> Derivatives { get; }

        public SecondDerivatives<double> Compute()
        {
            Pull();
            Derivatives.Compute(_parameters, _statistics);
            return Derivatives;
        }

        /// <summary>∂²(c·h)/∂θ_i² of every cotangent and example, by central differences of gradients, one example at a time.</summary>
        public double[] Differences(int place)
        {
            const double Step = 1e-4;
            double[] differences = new double[Cotangents * Examples];
            double centre = _parameters[place];
            foreach (double sign in (double[])[1, -1])
            {
                _parameters[place] = centre + (sign * Step);
                for (int row = 0; row < differences.Length; row++) differences[row] += sign * Gradient(row, place) / (2 * Step);
            }

            _parameters[place] = centre;
            return differences;
        }

        private double Gradient(int row, int place)
        {
            double[] gradient = new double[_parameters.Length];
            Workspace<double> alone = new(Network, new WorkspaceOptions(1) { Cotangents = 1 });
            int example = row % Examples, width = Network.OutputWidth;
            _inputs.AsSpan(example * Network.InputWidth, Network.InputWidth).CopyTo(alone.Input.AsSpan());
            Network.Forward<double>(alone, _parameters, _statistics, PassContext.Inference);
            _cotangents.AsSpan(row * width, width).CopyTo(alone.OutputCotangent.AsSpan());
            Network.Backward<double>(alone, _parameters, _statistics, gradient);
            return gradient[place];
        }

        private void Pull()
        {
            _inputs.CopyTo(Workspace.Input.AsSpan());
            Network.Forward<double>(Workspace, _parameters, _statistics, PassContext.Inference);
            _cotangents.CopyTo(Workspace.OutputCotangent.AsSpan());
            Network.Backward<double>(Workspace, _parameters, _statistics, default);
        }
    }
}
