using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests;

/// <summary>A small random model with random inputs, and what estimators see of it.</summary>
internal sealed class Problem
{
    public Problem(Likelihood likelihood, Func<NetworkBuilder, Node> compose, int width, int examples, long seed)
    {
        NetworkBuilder builder = new(new Shape(width));
        compose(builder);
        Model = new Model<double>(builder.Build(), likelihood);
        RandomSequence random = RandomStream.FromSeed(seed).From();
        foreach (ref double value in Model.Parameters.Span) value = 0.7 * random.NextNormal();
        Inputs = [.. Enumerable.Range(0, examples).Select(_ => new double[width])];
        foreach (double[] input in Inputs) random.FillNormal<double>(input);
        Likelihood = new BatchLikelihood<double>(likelihood);
        Workspace = new Workspace<double>(Model.Network, new WorkspaceOptions(examples) { Cotangents = likelihood.Dimension, KeepsBlocks = true });
        for (int i = 0; i < examples; i++) Inputs[i].CopyTo(Workspace.Input.Row(i));
        Model.Network.Forward(Workspace, Model.Parameters.Span, Model.Statistics.Span, PassContext.Inference);
    }

    public Model<double> Model { get; }

    public double[][] Inputs { get; }

    public BatchLikelihood<double> Likelihood { get; }

    public Workspace<double> Workspace { get; }

    /// <summary>A chain of dense layers, with an activation after each but the last.</summary>
    public static Problem Chain(Likelihood likelihood, Layer activation, int width, int[] hidden, int examples, long seed, bool hasBias = true) => new(
        likelihood,
        builder =>
        {
            for (int layer = 0; layer < hidden.Length; layer++)
            {
                builder.Add($"fc{layer + 1}", new Dense(hidden[layer], hasBias));
                builder.Add($"act{layer + 1}", activation);
            }

            return builder.Add($"fc{hidden.Length + 1}", new Dense(likelihood.Dimension, hasBias));
        },
        width,
        examples,
        seed);

    /// <summary>Pulls back the columns of a root of the outputs' covariance: labels in exact expectation.</summary>
    public Problem PullBackRoots()
    {
        Workspace.Cotangents = Model.Likelihood.Dimension;
        Likelihood.RootCotangents(Workspace.Output, Workspace.OutputCotangent);
        return PullBack();
    }

    /// <summary>Pulls back the scores of labels drawn from the model.</summary>
    public Problem PullBackSamples(RandomStream stream)
    {
        Workspace.Cotangents = 1;
        Likelihood.SampleCotangents(Workspace.Output, stream, 0, Workspace.OutputCotangent);
        return PullBack();
    }

    /// <summary>Pulls back the scores of given outcomes.</summary>
    public Problem PullBackData(Matrix<double> outcomes)
    {
        Workspace.Cotangents = 1;
        Likelihood.Evaluate(Workspace.Output, outcomes, 1, Workspace.OutputCotangent);
        return PullBack();
    }

    /// <summary>B ⊗ A of a block from what was pulled back last.</summary>
    public KroneckerFactored<double> Estimate(ParameterBlock block)
    {
        KroneckerMean<double> mean = new(block, 1);
        mean.Observe(SingleProcess.Instance, Workspace);
        mean.Absorb(SingleProcess.Instance, Inputs.Length, 0);
        return mean.Factors;
    }

    private Problem PullBack()
    {
        Model.Network.Backward(Workspace, Model.Parameters.Span, Model.Statistics.Span, []);
        return this;
    }
}
