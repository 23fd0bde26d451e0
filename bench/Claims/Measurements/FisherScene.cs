using System.Diagnostics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Claims.Measurements;

/// <summary>The network of the published comparison of Fisher estimators, untrained, and MNIST's test inputs.</summary>
internal sealed class FisherScene
{
    private readonly Dataset _mnist;

    public FisherScene(ClaimOptions options)
    {
        _mnist = options.LoadMnist();
        Network network = new MultilayerPerceptron([784, 256, 256, 256, 10]) { Activation = ActivationFunctions.LogisticSigmoid }.Build(_mnist.Test.InputShape);
        Model = Model<float>.Initialise(network, Likelihood.Categorical(10), WeightInitialisation.Glorot, RandomStream.FromSeed(0));
    }

    /// <summary>The widths, as written.</summary>
    public static string Layers => "784-256-256-256-10";

    /// <summary>The model.</summary>
    public Model<float> Model { get; }

    /// <summary>The first inputs of the test part.</summary>
    public IDatasetPart Inputs(int count) => new Subset(_mnist.Test, 0, count);

    /// <summary>Seconds to make the Kronecker factors of every layer, labels in exact expectation.</summary>
    public double TimeFactors(IDatasetPart inputs)
    {
        long start = Stopwatch.GetTimestamp();
        RepresentationEstimator.Estimate(Model, inputs, RepresentationKind.Kronecker, new EstimationOptions());
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Seconds of one analysis, memory planned anew each time.</summary>
    public double Time(IDatasetPart inputs, DiagonalOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        DiagonalAnalysis.Run(Model, inputs, options);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
