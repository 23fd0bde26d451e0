using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

/// <summary>Steps on all examples at once, and what they start from by its definition.</summary>
internal static class FullBatch
{
    /// <summary>The change of all parameters by one step; the model ends where it leads.</summary>
    public static double[] Step(Model<double> model, MemoryExamples examples, Optimiser<double> optimiser, double rate, int members = 1, long index = 0)
    {
        double[] before = model.Parameters.ToArray();
        using ThreadTeam team = new(members);
        DataParallelSteps<double> steps = new(model, optimiser, team, examples.Count);
        steps.Take(examples, Enumerable.Range(0, examples.Count).ToArray(), index, rate, RandomStream.FromSeed(1).Split(index));
        return [.. model.Parameters.ToArray().Zip(before, (after, at) => after - at)];
    }

    /// <summary>The gradient of the mean loss.</summary>
    public static double[] Gradient(Model<double> model, MemoryExamples examples)
    {
        using ThreadTeam team = new(1);
        DataParallelSteps<double> steps = new(model, new GradientDescent<double>(model.Parameters.Length), team, examples.Count);
        steps.Take(examples, Enumerable.Range(0, examples.Count).ToArray(), 0, 0, RandomStream.FromSeed(1));
        return steps.Members[0].Gradient.ToArray();
    }

    public static double Loss(Model<double> model, MemoryExamples examples)
    {
        using ThreadTeam team = new(1);
        return new DataParallelSteps<double>(model, new GradientDescent<double>(model.Parameters.Length), team, examples.Count)
            .Take(examples, Enumerable.Range(0, examples.Count).ToArray(), 0, 0, RandomStream.FromSeed(1)).NegativeLogLikelihood / examples.Count;
    }

    /// <summary>The outputs of all examples, one after the other.</summary>
    public static double[] Outputs(Model<double> model, MemoryExamples examples)
    {
        Workspace<double> workspace = new(model.Network, new WorkspaceOptions(examples.Count));
        for (int i = 0; i < examples.Count; i++) examples.Inputs[i].CopyTo(workspace.Input.Row(i));
        model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
        return workspace.Output.AsSpan().ToArray();
    }

    /// <summary>Jᵀ Cov J averaged over examples, the rows of J pulled back one output and one example at a time.</summary>
    public static double[,] Fisher(Model<double> model, MemoryExamples examples)
    {
        Likelihood likelihood = model.Likelihood;
        int parameters = model.Parameters.Length, outputs = likelihood.Dimension;
        double[,] fisher = new double[parameters, parameters];
        Matrix<double> covariance = new(outputs, outputs);
        Workspace<double> workspace = new(model.Network, new WorkspaceOptions(1) { Cotangents = 1 });
        double[][] jacobian = [.. Enumerable.Range(0, outputs).Select(_ => new double[parameters])];
        foreach (double[] input in examples.Inputs)
        {
            input.CopyTo(workspace.Input.Row(0));
            model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
            likelihood.Covariance(workspace.Output.Row(0), covariance);
            for (int a = 0; a < outputs; a++)
            {
                workspace.OutputCotangent.AsSpan().Clear();
                workspace.OutputCotangent[0, a] = 1;
                model.Network.Backward(workspace, model.Parameters.Span, model.Statistics.Span, jacobian[a]);
            }

            for (int a = 0; a < outputs; a++)
                for (int b = 0; b < outputs; b++)
                    for (int i = 0; i < parameters; i++)
                        for (int j = 0; j < parameters; j++)
                            fisher[i, j] += jacobian[a][i] * covariance[a, b] * jacobian[b][j] / examples.Count;
        }

        return fisher;
    }
}
