using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Conformance.Layers;

/// <summary>What every layer must do, in inference and in training, with its inputs read once more beside it.</summary>
public sealed class LayerLaws
{
    private const int Width = 5, Examples = 6;

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Tangents_are_slopes(string name)
    {
        foreach (Setting setting in Settings(name))
        {
            double[] expected = setting.Slope();
            setting.Push();
            double error = TensorPrimitives.Distance<double>(expected, setting.Workspace.OutputTangent.AsSpan());
            Assert.True(error <= 1e-6 * (1 + TensorPrimitives.Norm<double>(expected)), $"{setting}: {error}");
        }
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Cotangents_are_dual_to_tangents_one_by_one(string name)
    {
        foreach (Setting setting in Settings(name))
        {
            setting.Push();
            double[] forward = setting.Workspace.OutputTangent.AsSpan().ToArray();
            (double[] gradient, double[] input, double[] cotangents) = setting.Pull();
            int parameters = setting.ParameterTangent.Length, inputs = setting.InputTangent.Length;
            for (int k = 0; k < Setting.Cotangents; k++)
            {
                double back = TensorPrimitives.Dot<double>(gradient.AsSpan(k * parameters, parameters), setting.ParameterTangent)
                    + TensorPrimitives.Dot<double>(input.AsSpan(k * inputs, inputs), setting.InputTangent);
                double ahead = TensorPrimitives.Dot<double>(cotangents.AsSpan(k * forward.Length, forward.Length), forward);
                Assert.True(Math.Abs(ahead - back) <= 1e-10 * (1 + Math.Abs(ahead)), $"{setting}, cotangent {k}: {ahead} ahead, {back} back");
            }
        }
    }

    private static IEnumerable<Setting> Settings(string name) =>
        from training in new[] { false, true } from seed in Enumerable.Range(0, 8) select new Setting(name, seed, training);

    private sealed class Setting
    {
        public const int Cotangents = 3;

        private readonly string _name;
        private readonly int _seed;
        private readonly Network _network;
        private readonly double[] _parameters;
        private readonly double[] _statistics;
        private readonly double[] _inputs;
        private readonly PassContext _context;
        private RandomSequence _random;

        public Setting(string name, int seed, bool training)
        {
            _name = name;
            _seed = seed;
            _random = RandomStream.FromSeed(seed).Split(name).From();
            Layer layer = LayerCases.Create(name);
            NetworkBuilder builder = new(new Shape(Width));
            Node tested = builder.Add("tested", layer, [.. Enumerable.Repeat(builder.Input, layer.Arity)]);
            // A second reader of the input, so that cotangents must be added to what is there.
            Node beside = builder.Add("beside", new Dense(tested.Width), builder.Input);
            builder.Add("sum", new Addition(), tested, beside);
            _network = builder.Build();
            Workspace = new Workspace<double>(_network, new WorkspaceOptions(Examples) { Cotangents = Cotangents, InputCotangents = true, Tangents = true });
            _parameters = Draw(_network.Parameters.Length);
            _statistics = new double[_network.Statistics.Length];
            WeightInitialisation.He.Fill<double>(_network.Statistics, _statistics, RandomStream.FromSeed(0));
            _inputs = Draw(Width * Examples);
            ParameterTangent = Draw(_parameters.Length);
            InputTangent = Draw(_inputs.Length);
            _context = training ? PassContext.Training(RandomStream.FromSeed(seed), SingleProcess.Instance, 0, Examples) with { KeepsStatistics = true } : PassContext.Inference;
        }

        public Workspace<double> Workspace { get; }

        public double[] ParameterTangent { get; }

        public double[] InputTangent { get; }

        public override string ToString() => $"{_name}, seed {_seed}, {(_context.IsTraining ? "training" : "inference")}";

        public void Push()
        {
            Forward(0);
            InputTangent.CopyTo(Workspace.InputTangent.AsSpan());
            _network.Tangent<double>(Workspace, _parameters, _statistics, ParameterTangent);
        }

        public (double[] Gradient, double[] Input, double[] Cotangents) Pull()
        {
            double[] gradient = new double[Cotangents * _parameters.Length], cotangents = Draw(Cotangents * Examples * _network.OutputWidth);
            Forward(0);
            cotangents.CopyTo(Workspace.OutputCotangent.AsSpan());
            _network.Backward<double>(Workspace, _parameters, _statistics, gradient);
            return (gradient, Workspace.InputCotangent.AsSpan().ToArray(), cotangents);
        }

        // The central difference of order four along both tangents; its step crosses no kink but by bad luck.
        public double[] Slope()
        {
            const double Step = 1e-5;
            double[][] at = [.. new[] { -2, -1, 1, 2 }.Select(steps => Forward(steps * Step))];
            return [.. at[0].Select((_, i) => ((8 * (at[2][i] - at[1][i])) - (at[3][i] - at[0][i])) / (12 * Step))];
        }

        private double[] Forward(double distance)
        {
            double[] parameters = Moved(_parameters, ParameterTangent, distance);
            Moved(_inputs, InputTangent, distance).CopyTo(Workspace.Input.AsSpan());
            _network.Forward<double>(Workspace, parameters, _statistics, _context);
            return Workspace.Output.AsSpan().ToArray();
        }

        private static double[] Moved(double[] point, double[] direction, double distance) => [.. point.Zip(direction, (x, d) => x + (distance * d))];

        private double[] Draw(int count)
        {
            double[] values = new double[count];
            _random.FillNormal<double>(values);
            return values;
        }
    }
}
