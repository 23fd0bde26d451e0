using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Networks.Tests.Composition;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.SecondOrder;

public sealed class CurvatureProductsTests
{
    private const int Graphs = 60, Examples = 5, Cotangents = 3;

    // Finite differences need a continuous φ''; pieces that are linear have one away from their kinks.
    private static readonly ActivationFunction[] Smooth = [.. ActivationFunctions.All.Where(function => function is not ExponentialLinear)];

    [Fact]
    public void Products_with_Hessians_are_differences_of_gradients_on_any_graph()
    {
        int compared = 0;
        for (int seed = 0; seed < Graphs; seed++)
        {
            Scene scene = new(seed);
            double[] vector = scene.Vector();
            scene.Products.MultiplyHessians(vector, scene.Several);
            compared += AssertClose(scene.Differences(vector, scene.Gradients), scene.Several, 1e-6, $"seed {seed}");
        }

        Assert.True(compared > 10_000, $"only {compared} entries were not near zero");
    }

    [Fact]
    public void Products_with_the_Hessian_of_the_loss_are_differences_of_its_gradient()
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            Scene scene = new(seed, cotangents: 1);
            double[] vector = scene.Vector();
            scene.PullLoss();
            scene.Products.MultiplyLossHessian(vector, scene.Several);
            double[] found = [.. scene.Several];
            // Rates of counts are exponentials, whose third derivatives spoil differences where they are large.
            AssertClose(scene.Differences(vector, scene.LossGradient), found, 1e-6 * Math.Max(1, Math.Abs(TensorPrimitives.MaxMagnitude<double>(found))), $"seed {seed}");
        }
    }

    [Fact]
    public void Hessians_and_the_Fisher_information_are_symmetric_and_the_latter_is_no_less_than_zero()
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            Scene scene = new(seed, cotangents: 1);
            double[] u = scene.Vector(), v = scene.Vector(), productU = new double[u.Length], productV = new double[u.Length];
            foreach (bool isFisher in (bool[])[true, false])
            {
                Multiply(u, productU);
                Multiply(v, productV);
                double scale = TensorPrimitives.Norm<double>(u) * TensorPrimitives.Norm<double>(productV);
                Assert.Equal(Dot(u, productV), Dot(v, productU), 1e-12 * (1 + scale));
                if (isFisher) Assert.True(Dot(u, productU) >= 0);

                void Multiply(double[] vector, double[] product)
                {
                    if (isFisher) scene.Products.MultiplyFisher(vector, product);
                    else scene.Products.MultiplyHessians(vector, product);
                }
            }
        }
    }

    [Fact]
    public void Diagonals_are_those_that_inter_layer_Jacobians_give()
    {
        for (int seed = 0; seed < Graphs / 3; seed++)
        {
            Scene scene = new(seed, examples: 1);
            Workspace<double> workspace = scene.PullForDiagonals();
            SecondDerivatives<double> second = new(workspace);
            second.Compute(scene.Model.Parameters.Span, scene.Model.Statistics.Span);
            foreach (ParameterBlock block in scene.Model.Network.Blocks)
            {
                int inputs = block.Kind == BlockKind.Affine ? block.Inputs : 1;
                for (int j = 0; j < block.Outputs; j++)
                {
                    int input = scene.Random.NextInteger(inputs), place = block.First.Offset + (j * inputs) + input;
                    double seen = workspace.BlockInputs(block).Row(0)[block.Kind == BlockKind.Affine ? input : j];
                    double[] unit = new double[scene.Model.Parameters.Length];
                    unit[place] = 1;
                    scene.Products.MultiplyHessians(unit, scene.Several);
                    for (int k = 0; k < Cotangents; k++)
                    {
                        double expected = second.Of(block).Row(k)[j] * seen * seen, found = scene.Several[(k * unit.Length) + place];
                        Assert.True(Math.Abs(expected - found) <= 1e-10 * (1 + Math.Abs(expected)), $"seed {seed}, {block.Name}: {found}, by Jacobians {expected}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Single_precision_agrees_with_double()
    {
        for (int seed = 0; seed < Graphs / 3; seed++)
        {
            Scene scene = new(seed);
            double[] vector = scene.Vector();
            (double[] hessians, double[] fisher) = scene.Evaluate<double>(vector);
            (double[] hessiansInSingle, double[] fisherInSingle) = scene.Evaluate<float>(vector);
            AssertClose(hessians, hessiansInSingle, 5e-5 * (1 + Math.Abs(TensorPrimitives.MaxMagnitude<double>(hessians))), $"seed {seed}, Hessians");
            AssertClose(fisher, fisherInSingle, 5e-5 * (1 + Math.Abs(TensorPrimitives.MaxMagnitude<double>(fisher))), $"seed {seed}, Fisher");
        }
    }

    [Fact]
    public void Products_do_not_disturb_one_another_and_take_any_number_of_examples()
    {
        for (int seed = 0; seed < Graphs / 3; seed++)
        {
            Scene scene = new(seed);
            double[] vector = scene.Vector(), fisher = new double[vector.Length];
            scene.Products.MultiplyHessians(vector, scene.Several);
            double[] first = [.. scene.Several];
            scene.Products.MultiplyFisher(scene.Vector(), fisher);
            scene.Products.MultiplyHessians(scene.Vector(), scene.Several);
            scene.Products.MultiplyHessians(vector, scene.Several);
            Assert.Equal(first, scene.Several);

            double[] sum = new double[first.Length];
            for (int i = 0; i < Examples; i++)
            {
                scene.PullOne(i);
                scene.Products.MultiplyHessians(vector, scene.Several);
                TensorPrimitives.Add<double>(sum, scene.Several, sum);
            }

            AssertClose(first, sum, 1e-10, $"seed {seed}, one example at a time");
        }
    }

    [Fact]
    public void A_product_allocates_nothing()
    {
        Scene scene = new(1, cotangents: 1);
        double[] vector = scene.Vector(), product = new double[vector.Length];
        Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Multiply()
        {
            scene.Products.MultiplyFisher(vector, product);
            scene.Products.MultiplyHessians(vector, product);
            scene.Products.MultiplyLossHessian(vector, product);
        }
    }

    [Fact]
    public void What_is_out_of_order_or_of_wrong_length_is_refused()
    {
        Scene scene = new(0);
        double[] vector = scene.Vector();
        Assert.Throws<ArgumentException>(() => scene.Products.MultiplyHessians(vector, new double[vector.Length]));
        Assert.Throws<ArgumentException>(() => scene.Products.MultiplyFisher(vector.AsSpan(1), vector));
        Assert.Throws<InvalidOperationException>(() => scene.Products.MultiplyLossHessian(vector, vector));
        scene.Products.Forward();
        Assert.Contains("Backward", Assert.Throws<InvalidOperationException>(() => scene.Products.MultiplyHessians(vector, scene.Several)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_does_not_say_how_it_bends_is_refused_by_name()
    {
        NetworkBuilder builder = new(new Shape(4));
        builder.Add("in", new Dense(3));
        builder.Add("odd", new Unruly());
        Model<double> model = new(builder.Build(), Likelihood.Poisson(3));
        model.Parameters.Span.Fill(0.1);
        CurvatureProducts<double> products = new(model, 1);
        products.Input.AsSpan().Fill(1);
        products.OutputCotangent.AsSpan().Fill(1);
        products.Forward();
        products.Backward();
        double[] product = new double[15];
        Assert.Contains("'odd' (Unruly)", Assert.Throws<NotSupportedException>(() => products.MultiplyHessians(product, product)).Message, StringComparison.Ordinal);
        products.MultiplyFisher(model.Parameters.ToArray(), product);
        Assert.DoesNotContain(0, product);
    }

    private static int AssertClose(double[] expected, double[] found, double tolerance, string where)
    {
        int notable = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{where}, entry {i}: {found[i]}, expected {expected[i]}");
            if (Math.Abs(expected[i]) > 1e-3) notable++;
        }

        return notable;
    }

    private static double Dot(double[] left, double[] right) => TensorPrimitives.Dot<double>(left, right);

    private sealed class Unruly : Layer
    {
        private readonly Activation _inner = new(ActivationFunctions.HyperbolicTangent);

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
        private readonly double[] _outcomes;
        private readonly BatchLikelihood<double> _likelihood;
        private readonly int _perExample;

        public Scene(int seed, int cotangents = CurvatureProductsTests.Cotangents, int examples = CurvatureProductsTests.Examples)
        {
            Random = RandomStream.FromSeed(seed).From();
            Network network = RandomNetworks.Draw(ref Random, Smooth);
            Model = new Model<double>(network, network.OutputWidth > 1 && seed % 2 == 0 ? Likelihood.Categorical(network.OutputWidth) : Likelihood.Poisson(network.OutputWidth));
            RandomNetworks.Parameters(network, ref Random).CopyTo(Model.Parameters);
            RandomNetworks.Statistics(network).CopyTo(Model.Statistics);
            _perExample = cotangents;
            Products = new CurvatureProducts<double>(Model, examples + 2, cotangents) { Examples = examples };
            Several = new double[cotangents * Model.Parameters.Length];
            _inputs = new double[Products.Input.AsSpan().Length];
            Random.FillNormal<double>(_inputs);
            _cotangents = new double[Products.OutputCotangent.AsSpan().Length];
            Random.FillNormal<double>(_cotangents);
            _outcomes = new double[examples * Model.Likelihood.OutcomeWidth];
            _likelihood = new BatchLikelihood<double>(Model.Likelihood);
            Pull();
        }

        public RandomSequence Random;

        public Model<double> Model { get; }

        public CurvatureProducts<double> Products { get; }

        public double[] Several { get; }

        public double[] Vector()
        {
            double[] vector = new double[Model.Parameters.Length];
            Random.FillNormal<double>(vector);
            return vector;
        }

        /// <summary>Central differences along a vector of what depends on the parameters.</summary>
        public double[] Differences(double[] vector, Func<double[]> value)
        {
            const double Step = 1e-5;
            double[] centre = Model.Parameters.ToArray();
            TensorPrimitives.MultiplyAdd<double>(vector, Step, centre, Model.Parameters.Span);
            double[] ahead = value();
            TensorPrimitives.MultiplyAdd<double>(vector, -Step, centre, Model.Parameters.Span);
            double[] behind = value();
            centre.CopyTo(Model.Parameters);
            return [.. ahead.Zip(behind, (high, low) => (high - low) / (2 * Step))];
        }

        public double[] Gradients()
        {
            double[] gradients = new double[Several.Length];
            Pull(gradients);
            return gradients;
        }

        public double[] LossGradient()
        {
            double[] gradient = new double[Several.Length];
            PullLoss(gradient);
            return gradient;
        }

        public void PullLoss(double[]? gradient = null)
        {
            Pull();
            _likelihood.Evaluate(Products.Output, new ReadOnlyMatrixView<double>(_outcomes, Products.Examples, Model.Likelihood.OutcomeWidth), 1.0 / Products.Examples, Products.OutputCotangent);
            Products.Backward(gradient);
        }

        public void PullOne(int example)
        {
            int width = Model.Network.InputWidth, outputs = Model.Network.OutputWidth;
            Products.Examples = 1;
            _inputs.AsSpan(example * width, width).CopyTo(Products.Input.AsSpan());
            Products.Forward();
            for (int k = 0; k < _perExample; k++)
                _cotangents.AsSpan(((k * CurvatureProductsTests.Examples) + example) * outputs, outputs).CopyTo(Products.OutputCotangent.Row(k));
            Products.Backward();
        }

        public Workspace<double> PullForDiagonals()
        {
            Workspace<double> workspace = new(Model.Network, new WorkspaceOptions(Products.Examples) { Cotangents = _perExample, SecondDerivatives = true });
            _inputs.CopyTo(workspace.Input.AsSpan());
            Model.Network.Forward<double>(workspace, Model.Parameters.Span, Model.Statistics.Span, PassContext.Inference);
            _cotangents.CopyTo(workspace.OutputCotangent.AsSpan());
            Model.Network.Backward<double>(workspace, Model.Parameters.Span, Model.Statistics.Span, default);
            return workspace;
        }

        public (double[] Hessians, double[] Fisher) Evaluate<T>(double[] vector)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            Model<T> model = new(Model.Network, Model.Likelihood);
            TensorPrimitives.ConvertTruncating<double, T>(Model.Parameters.Span, model.Parameters.Span);
            if (!Model.Statistics.IsEmpty) TensorPrimitives.ConvertTruncating<double, T>(Model.Statistics.Span, model.Statistics.Span);
            CurvatureProducts<T> products = new(model, Products.Examples, _perExample);
            TensorPrimitives.ConvertTruncating<double, T>(_inputs, products.Input.AsSpan());
            products.Forward();
            TensorPrimitives.ConvertTruncating<double, T>(_cotangents, products.OutputCotangent.AsSpan());
            products.Backward();
            T[] direction = [.. vector.Select(T.CreateTruncating)], hessians = new T[Several.Length], fisher = new T[vector.Length];
            products.MultiplyHessians(direction, hessians);
            products.MultiplyFisher(direction, fisher);
            return ([.. hessians.Select(double.CreateTruncating)], [.. fisher.Select(double.CreateTruncating)]);
        }

        private void Pull(double[]? gradients = null)
        {
            _inputs.CopyTo(Products.Input.AsSpan());
            Products.Forward();
            _cotangents.CopyTo(Products.OutputCotangent.AsSpan());
            Products.Backward(gradients);
        }
    }
}
