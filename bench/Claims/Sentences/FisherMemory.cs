using System.Diagnostics;
using Neuromanifold.Claims.Measurements;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Claims.Sentences;

/// <summary>How large a network's diagonal may be.</summary>
internal sealed class FisherMemory : IClaim
{
    public string Name => "fisher-memory";

    public string Sentence => "The exact diagonal of a network of 10 million parameters is found within 2 GB.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Dataset mnist = options.LoadMnist();
        Network network = new MultilayerPerceptron([784, 2600, 2700, 400, 10]) { Activation = ActivationFunctions.HyperbolicTangent }.Build(mnist.Test.InputShape);
        Model<float> model = Model<float>.Initialise(network, Likelihood.Categorical(10), WeightInitialisation.Glorot, RandomStream.FromSeed(0));
        DiagonalOptions wanted = new([DiagonalQuantities.Fisher]) { Threads = options.Threads };
        long start = Stopwatch.GetTimestamp();
        DiagonalAnalysis.Run(model, new Subset(mnist.Test, 0, 1000), wanted);
        yield return Finding.Beside("parameters", $"{model.Parameters.Length:N0}");
        yield return Finding.Beside("seconds for 1,000 inputs", $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.00}");
        using Process self = Process.GetCurrentProcess();
        yield return Finding.AtMost("peak memory of the process in MB, MNIST included", self.PeakWorkingSet64 / 1e6, 2000, "0");
    }
}
