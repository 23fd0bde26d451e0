using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.Tests.Composition;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Variances;

/// <summary>A random graph with a random family behind it, and random inputs with outcomes drawn from it.</summary>
internal sealed class DrawnModel : IExamples
{
    // Differences need a continuous φ''; pieces that are linear have one away from their kinks.
    private static readonly ActivationFunction[] Smooth = [.. ActivationFunctions.All.Where(function => function is not ExponentialLinear)];

    private readonly double[] _inputs;
    private readonly double[] _outcomes;

    public DrawnModel(int seed, int count)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        Network network;
        do network = RandomNetworks.Draw(ref random, Smooth);
        while (seed % 4 < 2 ? network.OutputWidth < 2 : network.OutputWidth > 2);
        Likelihood likelihood = (seed % 4) switch
        {
            0 => Likelihood.Categorical(network.OutputWidth),
            1 => Likelihood.Bernoulli(network.OutputWidth),
            2 => Likelihood.Normal(network.OutputWidth, 0.7),
            _ => Likelihood.Poisson(network.OutputWidth),
        };
        Model = new Model<double>(network, likelihood);
        RandomNetworks.Parameters(network, ref random).CopyTo(Model.Parameters);
        RandomNetworks.Statistics(network).CopyTo(Model.Statistics);
        Count = count;
        _inputs = new double[count * network.InputWidth];
        random.FillNormal<double>(_inputs);
        _outcomes = new double[count * likelihood.OutcomeWidth];
        for (int i = 0; i < count; i++)
        {
            double[] natural = ExactFisher.Jacobian(Model, Input(i)).Natural;
            likelihood.Sample(natural, ref random, _outcomes.AsSpan(i * likelihood.OutcomeWidth, likelihood.OutcomeWidth));
        }
    }

    public Model<double> Model { get; }

    public int Count { get; }

    public Shape InputShape => Model.Network.InputShape;

    public int OutcomeWidth => Model.Likelihood.OutcomeWidth;

    public double[] Input(int example) => _inputs[(example * InputShape.ElementCount)..((example + 1) * InputShape.ElementCount)];

    public double[] Outcome(int example) => _outcomes[(example * OutcomeWidth)..((example + 1) * OutcomeWidth)];

    /// <summary>The same model in single precision.</summary>
    public Model<float> InSingle()
    {
        Model<float> model = new(Model.Network, Model.Likelihood);
        TensorPrimitives.ConvertTruncating<double, float>(Model.Parameters.Span, model.Parameters.Span);
        TensorPrimitives.ConvertTruncating<double, float>(Model.Statistics.Span, model.Statistics.Span);
        return model;
    }

    /// <summary>∂_i h and ∂²_i h at an example for some parameters, the second by central differences of the first.</summary>
    public (double[][] First, double[][] Second) Derivatives(int example, int[] parameters)
    {
        const double Step = 1e-4;
        double[][] jacobian = ExactFisher.Jacobian(Model, Input(example)).Jacobian;
        double[][] second = [.. parameters.Select(_ => new double[jacobian.Length])];
        for (int p = 0; p < parameters.Length; p++)
        {
            ref double value = ref Model.Parameters.Span[parameters[p]];
            double centre = value;
            foreach (int sign in (int[])[1, -1])
            {
                value = centre + (sign * Step);
                double[][] moved = ExactFisher.Jacobian(Model, Input(example)).Jacobian;
                for (int a = 0; a < moved.Length; a++) second[p][a] += sign * moved[a][parameters[p]] / (2 * Step);
            }

            value = centre;
        }

        return ([.. parameters.Select(p => jacobian.Select(row => row[p]).ToArray())], second);
    }

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++) TensorPrimitives.ConvertTruncating<double, T>(Input(indices[i]), destination.Row(i));
    }

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++) TensorPrimitives.ConvertTruncating<double, T>(Outcome(indices[i]), destination.Row(i));
    }
}
