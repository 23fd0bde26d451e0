using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

/// <summary>Networks in other parameters that compute the function of a given one.</summary>
internal static class TwinNetwork
{
    /// <summary>Inputs x' = M x + c: W' = W M⁻¹, b' = b − W' c.</summary>
    public static (Model<double> Model, MemoryExamples Examples) AffineInputs(Model<double> model, MemoryExamples examples, int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).Split("inputs").From();
        int width = examples.Inputs[0].Length;
        double[,] map = Dense.Identity(width);
        double[] shift = new double[width];
        random.FillNormal<double>(shift);
        for (int i = 0; i < width; i++)
            for (int j = 0; j < width; j++)
                map[i, j] += 0.6 * random.NextNormal();
        double[,] inverse = Dense.Solve(map, Dense.Identity(width));

        Model<double> twin = Copy(model, ActivationFunctions.HyperbolicTangent);
        ParameterBlock block = model.Network.Blocks[0];
        Span<double> weight = block.First.In(twin.Parameters.Span), bias = block.Second!.In(twin.Parameters.Span);
        double[] old = weight.ToArray();
        for (int j = 0; j < block.Outputs; j++)
        {
            for (int k = 0; k < width; k++) weight[(j * width) + k] = Enumerable.Range(0, width).Sum(i => old[(j * width) + i] * inverse[i, k]);
            for (int k = 0; k < width; k++) bias[j] -= weight[(j * width) + k] * shift[k];
        }

        double[][] inputs = [.. examples.Inputs.Select(x => Enumerable.Range(0, width).Select(i => shift[i] + Enumerable.Range(0, width).Sum(k => map[i, k] * x[k])).ToArray())];
        return (twin, new MemoryExamples(inputs, examples.Outcomes));
    }

    /// <summary>Activations a'(t) = α tanh(βt + κ) + ω.</summary>
    public static (Model<double> Model, MemoryExamples Examples) AffineActivations(Model<double> model, MemoryExamples examples, int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).Split("activations").From();
        double outer = 0.5 + random.NextUniform(), inner = 0.5 + random.NextUniform(), push = random.NextNormal(), lift = random.NextNormal();
        return (Map(model, new AffineTangent(outer, inner, push, lift), outer, inner, push, lift), examples);
    }

    /// <summary>Sigmoids for tangents: sigm(t) = ½ tanh(t/2) + ½.</summary>
    public static (Model<double> Model, MemoryExamples Examples) Sigmoid(Model<double> model, MemoryExamples examples, int seed) =>
        (Map(model, ActivationFunctions.LogisticSigmoid, 0.5, 0.5, 0, 0.5), examples);

    /// <summary>A linear layer W as V U, through as many units and one more; V has a right inverse, so every W is still in reach.</summary>
    public static (Model<double> Model, MemoryExamples Examples) Factored(Model<double> model, MemoryExamples examples, int seed)
    {
        ParameterBlock block = model.Network.Blocks[0];
        int inputs = block.Inputs, outputs = block.Outputs, units = outputs + 1;
        Model<double> twin = Chain.Build<double>(model.Likelihood, [inputs, units, outputs], seed + 100, ActivationFunctions.Identity);
        ParameterBlock lower = twin.Network.Blocks[0], upper = twin.Network.Blocks[1];
        double[,] v = new double[outputs, units];
        for (int j = 0; j < outputs; j++)
            for (int k = 0; k < units; k++)
                v[j, k] = upper.First.In(twin.Parameters.Span)[(j * units) + k];
        double[,] transposed = Dense.Transpose(v), right = Dense.Multiply(transposed, Dense.Solve(Dense.Multiply(v, transposed), Dense.Identity(outputs)));
        for (int k = 0; k < units; k++)
        {
            for (int i = 0; i < inputs; i++)
                lower.First.In(twin.Parameters.Span)[(k * inputs) + i] = Enumerable.Range(0, outputs).Sum(j => right[k, j] * block.First.In(model.Parameters.Span)[(j * inputs) + i]);
        }

        for (int j = 0; j < outputs; j++)
        {
            double passed = Enumerable.Range(0, units).Sum(k => v[j, k] * lower.Second!.In(twin.Parameters.Span)[k]);
            upper.Second!.In(twin.Parameters.Span)[j] = block.Second!.In(model.Parameters.Span)[j] - passed;
        }

        return (twin, examples);
    }

    // tanh(s) = (a'(t) − ω)/α at s = βt + κ.
    private static Model<double> Map(Model<double> model, ActivationFunction activation, double outer, double inner, double push, double lift)
    {
        Model<double> twin = Copy(model, activation);
        for (int layer = 0; layer < model.Network.Blocks.Length; layer++)
        {
            ParameterBlock block = model.Network.Blocks[layer];
            Span<double> weight = block.First.In(twin.Parameters.Span), bias = block.Second!.In(twin.Parameters.Span);
            for (int j = 0; j < block.Outputs; j++)
            {
                Span<double> row = weight.Slice(j * block.Inputs, block.Inputs);
                if (layer > 0)
                {
                    foreach (ref double value in row)
                    {
                        value /= outer;
                        bias[j] -= value * lift;
                    }
                }

                if (layer == model.Network.Blocks.Length - 1) continue;
                foreach (ref double value in row) value /= inner;
                bias[j] = (bias[j] - push) / inner;
            }
        }

        return twin;
    }

    private static Model<double> Copy(Model<double> model, ActivationFunction activation)
    {
        int[] widths = [model.Network.InputWidth, .. model.Network.Blocks.Select(block => block.Outputs)];
        Model<double> twin = Chain.Build<double>(model.Likelihood, widths, 0, activation);
        model.Parameters.CopyTo(twin.Parameters);
        return twin;
    }
}
