using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Conformance.Layers;

/// <summary>A layer between two others with something curved behind it, so that products with Hessians show how its backward pass moves.</summary>
public sealed class BentSetting
{
    private const int Width = 5, Examples = 4, Cotangents = 3;

    private readonly CurvatureProducts<double> _products;
    private readonly Model<double> _model;
    private readonly double[] _inputs;
    private readonly double[] _cotangents;
    private readonly double[] _vector;

    public BentSetting(Layer layer, int seed)
    {
        NetworkBuilder builder = new(new(Width));
        Node[] before = [.. Enumerable.Range(0, layer.Arity).Select(i => builder.Add($"before{i}", new Dense(Width), builder.Input))];
        builder.Add("tested", layer, before);
        builder.Add("tanh", new Activation(ActivationFunctions.HyperbolicTangent));
        builder.Add("after", new Dense(2));
        Network network = builder.Build();
        _model = Model<double>.Initialise(network, Likelihood.Poisson(2), WeightInitialisation.He, RandomStream.FromSeed(seed));
        RandomSequence random = RandomStream.FromSeed(seed).Split("bent").From();
        foreach (ref double value in _model.Parameters.Span) value += 0.3 * (random.NextUniform() - 0.5);
        foreach (ref double value in _model.Statistics.Span) value += random.NextUniform();
        _products = new CurvatureProducts<double>(_model, Examples, Cotangents);
        _inputs = new double[Examples * Width];
        _cotangents = new double[Examples * Cotangents * 2];
        _vector = new double[network.Parameters.Length];
        random.FillNormal<double>(_inputs);
        random.FillNormal<double>(_cotangents);
        random.FillNormal<double>(_vector);
    }

    /// <summary>Σ c·∂²h v over examples for every cotangent c.</summary>
    public double[] Products()
    {
        double[] products = new double[Cotangents * _vector.Length];
        Gradients();
        _products.MultiplyHessians(_vector, products);
        return products;
    }

    /// <summary>The same by central differences of gradients; their step crosses no kink but by bad luck.</summary>
    public double[] Differences()
    {
        const double Step = 1e-5;
        double[] centre = _model.Parameters.ToArray();
        TensorPrimitives.MultiplyAdd<double>(_vector, Step, centre, _model.Parameters.Span);
        double[] ahead = Gradients();
        TensorPrimitives.MultiplyAdd<double>(_vector, -Step, centre, _model.Parameters.Span);
        double[] behind = Gradients();
        centre.CopyTo(_model.Parameters);
        return [.. ahead.Zip(behind, (high, low) => (high - low) / (2 * Step))];
    }

    private double[] Gradients()
    {
        double[] gradients = new double[Cotangents * _vector.Length];
        _inputs.CopyTo(_products.Input.AsSpan());
        _products.Forward();
        _cotangents.CopyTo(_products.OutputCotangent.AsSpan());
        _products.Backward(gradients);
        return gradients;
    }
}
