using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests;

/// <summary>
/// The Fisher information of all parameters as its definition has it, Jᵀ Cov J averaged over examples, the rows of J pulled
/// back one output and one example at a time.
/// </summary>
internal static class ExactFisher
{
    public static double[,] Matrix(Model<double> model, double[][] inputs)
    {
        int parameters = model.Parameters.Length, outputs = model.Likelihood.Dimension;
        double[,] fisher = new double[parameters, parameters];
        Matrix<double> covariance = new(outputs, outputs);
        foreach (double[] input in inputs)
        {
            (double[][] jacobian, double[] natural) = Jacobian(model, input);
            model.Likelihood.Covariance(natural, covariance);
            for (int a = 0; a < outputs; a++)
                for (int b = 0; b < outputs; b++)
                    for (int i = 0; i < parameters; i++)
                        for (int j = 0; j < parameters; j++)
                            fisher[i, j] += jacobian[a][i] * covariance[a, b] * jacobian[b][j] / inputs.Length;
        }

        return fisher;
    }

    /// <summary>The rows and columns of one block, weights and bias interleaved as the rows of (W, b) are.</summary>
    public static double[,] Block(double[,] fisher, ParameterBlock block)
    {
        List<int> places = [];
        for (int j = 0; j < block.Outputs; j++)
        {
            for (int k = 0; k < block.Inputs; k++) places.Add(block.First.Offset + (j * block.Inputs) + k);
            if (block.Second is { } bias) places.Add(bias.Offset + j);
        }

        double[,] part = new double[places.Count, places.Count];
        for (int i = 0; i < places.Count; i++)
            for (int j = 0; j < places.Count; j++)
                part[i, j] = fisher[places[i], places[j]];
        return part;
    }

    public static (double[][] Jacobian, double[] Natural) Jacobian(Model<double> model, double[] input)
    {
        Workspace<double> workspace = new(model.Network, new WorkspaceOptions(1) { Cotangents = 1 });
        input.CopyTo(workspace.Input.Row(0));
        model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
        double[] natural = workspace.Output.Row(0).ToArray();
        double[][] jacobian = [.. natural.Select(_ => new double[model.Parameters.Length])];
        for (int a = 0; a < natural.Length; a++)
        {
            workspace.OutputCotangent.AsSpan().Clear();
            workspace.OutputCotangent[0, a] = 1;
            model.Network.Backward(workspace, model.Parameters.Span, model.Statistics.Span, jacobian[a]);
        }

        return (jacobian, natural);
    }
}
