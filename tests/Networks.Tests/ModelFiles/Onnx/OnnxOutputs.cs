using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Networks.Tests.ModelFiles.Onnx;

/// <summary>What tests ask of a model that was read: its outputs for some inputs.</summary>
internal static class OnnxOutputs
{
    public static double[][] Of<T>(Model<T> model, double[][] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Workspace<T> workspace = new(model.Network, new WorkspaceOptions(inputs.Length)) { Examples = inputs.Length };
        for (int i = 0; i < inputs.Length; i++)
        {
            for (int j = 0; j < inputs[i].Length; j++) workspace.Input.Row(i)[j] = T.CreateTruncating(inputs[i][j]);
        }

        model.Network.Forward<T>(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
        return [.. Enumerable.Range(0, inputs.Length).Select(i => workspace.Output.Row(i).ToArray().Select(value => double.CreateTruncating(value)).ToArray())];
    }

    public static Func<int, Likelihood> FamilyOf(string name) => name switch
    {
        "categorical" => Likelihood.Categorical,
        "bernoulli" => Likelihood.Bernoulli,
        "poisson" => Likelihood.Poisson,
        _ => outputs => Likelihood.Normal(outputs),
    };
}
