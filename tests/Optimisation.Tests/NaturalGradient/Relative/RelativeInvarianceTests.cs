using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.NaturalGradient.Relative;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient.Relative;

/// <summary>
/// Two parametrisations of one function, a step in each, and how far the functions are apart after it, over how far the step led. Blocks
/// transform with affine maps of what a layer sees and with an exchange of tanh and sigmoid, whose responses are one distribution
/// with its outcomes renamed; not with scales of rectifiers, for s stays, nor with maps that mix units.
/// </summary>
public sealed class RelativeInvarianceTests
{
    private const int Inputs = 3, Hidden = 4, Examples = 60;

    [Fact]
    public void Affine_maps_of_the_input_leave_the_path_of_functions_as_it_is()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            (Model<double> model, MemoryExamples examples) = Draw(seed, ActivationFunctions.HyperbolicTangent);
            (Model<double> other, MemoryExamples mapped) = WithMappedInput(model, examples, seed);
            Assert.InRange(Difference(model, examples, other, mapped), 0, 1e-5);
        }
    }

    [Fact]
    public void An_exchange_of_tanh_and_sigmoid_leaves_it_as_it_is()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            (Model<double> model, MemoryExamples examples) = Draw(seed, ActivationFunctions.HyperbolicTangent);
            Assert.InRange(Difference(model, examples, WithSigmoid(model), examples), 0, 1e-5);
        }
    }

    [Fact]
    public void Scales_of_rectified_units_do_not()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            (Model<double> model, MemoryExamples examples) = Draw(seed, ActivationFunctions.RectifiedLinear);
            Assert.InRange(Difference(model, examples, WithScaledUnits(model, [3, 0.5, 2, 0.2]), examples), 0.05, double.PositiveInfinity);
        }
    }

    [Fact]
    public void Maps_that_mix_linear_units_do_not_unless_they_are_rotations()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            (Model<double> model, MemoryExamples examples) = Draw(seed, ActivationFunctions.Identity);
            double c = Math.Cos(0.3 + seed), s = Math.Sin(0.3 + seed);
            Assert.InRange(Difference(model, examples, WithMixedUnits(model, c, -s, s, c), examples), 0, 1e-5);
            Assert.InRange(Difference(model, examples, WithMixedUnits(model, 5, 2, -1, 4), examples), 1e-3, double.PositiveInfinity);
        }
    }

    private static (Model<double> Model, MemoryExamples Examples) Draw(int seed, ActivationFunction function)
    {
        Likelihood likelihood = Likelihood.Bernoulli(2);
        return (Chain.Build<double>(likelihood, [Inputs, Hidden, 2], seed, function), MemoryExamples.Draw(likelihood, Examples, Inputs, RandomStream.FromSeed(seed).Split("data")));
    }

    // x' = A x + b and W' = W A⁻¹, with A = 1 + u vᵀ, A⁻¹ = 1 − u vᵀ/(1 + v·u).
    private static (Model<double> Model, MemoryExamples Examples) WithMappedInput(Model<double> model, MemoryExamples examples, int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).Split("map").From();
        double[] u = new double[Inputs], v = new double[Inputs], b = new double[Inputs];
        random.FillNormal<double>(u);
        random.FillNormal<double>(v);
        random.FillNormal<double>(b);
        double turn = 1 + TensorPrimitives.Dot<double>(u, v);
        if (Math.Abs(turn) < 0.3) (u, turn) = ([.. u.Select(value => -value)], 2 - turn);
        double[][] inputs = [.. examples.Inputs.Select(x => x.Select((value, k) => value + (u[k] * TensorPrimitives.Dot<double>(v, x)) + b[k]).ToArray())];
        Model<double> other = Copy(model, model.Network);
        Span<double> weights = other.Network.Blocks[0].First.In(other.Parameters.Span), biases = other.Network.Blocks[0].Second!.In(other.Parameters.Span);
        for (int i = 0; i < Hidden; i++)
        {
            Span<double> row = weights.Slice(i * Inputs, Inputs);
            TensorPrimitives.MultiplyAdd<double>(v, -TensorPrimitives.Dot<double>(row, u) / turn, row, row);
            biases[i] -= TensorPrimitives.Dot<double>(row, b);
        }

        return (other, new MemoryExamples(inputs, examples.Outcomes));
    }

    // tanh t = 2σ(2t) − 1.
    private static Model<double> WithSigmoid(Model<double> model)
    {
        Model<double> other = Copy(model, Chain.Build<double>(model.Likelihood, [Inputs, Hidden, 2], 1, ActivationFunctions.LogisticSigmoid).Network);
        ParameterBlock first = other.Network.Blocks[0], second = other.Network.Blocks[1];
        foreach (ref double weight in first.First.In(other.Parameters.Span)) weight *= 2;
        foreach (ref double bias in first.Second!.In(other.Parameters.Span)) bias *= 2;
        Span<double> weights = second.First.In(other.Parameters.Span);
        for (int l = 0; l < 2; l++)
        {
            second.Second!.In(other.Parameters.Span)[l] -= TensorPrimitives.Sum<double>(weights.Slice(l * Hidden, Hidden));
            for (int i = 0; i < Hidden; i++) weights[(l * Hidden) + i] *= 2;
        }

        return other;
    }

    private static Model<double> WithScaledUnits(Model<double> model, double[] scales)
    {
        Model<double> other = Copy(model, model.Network);
        ParameterBlock first = other.Network.Blocks[0], second = other.Network.Blocks[1];
        for (int i = 0; i < Hidden; i++)
        {
            foreach (ref double weight in first.First.In(other.Parameters.Span).Slice(i * Inputs, Inputs)) weight *= scales[i];
            first.Second!.In(other.Parameters.Span)[i] *= scales[i];
            for (int l = 0; l < 2; l++) second.First.In(other.Parameters.Span)[(l * Hidden) + i] /= scales[i];
        }

        return other;
    }

    // The first two units' t become (a t₀ + b t₁, c t₀ + d t₁); the next layer undoes it.
    private static Model<double> WithMixedUnits(Model<double> model, double a, double b, double c, double d)
    {
        Model<double> other = Copy(model, model.Network);
        ParameterBlock first = other.Network.Blocks[0], second = other.Network.Blocks[1];
        Span<double> weights = first.First.In(other.Parameters.Span), biases = first.Second!.In(other.Parameters.Span), next = second.First.In(other.Parameters.Span);
        for (int k = 0; k < Inputs; k++) (weights[k], weights[Inputs + k]) = ((a * weights[k]) + (b * weights[Inputs + k]), (c * weights[k]) + (d * weights[Inputs + k]));
        (biases[0], biases[1]) = ((a * biases[0]) + (b * biases[1]), (c * biases[0]) + (d * biases[1]));
        double determinant = (a * d) - (b * c);
        for (int l = 0; l < 2; l++)
            (next[l * Hidden], next[(l * Hidden) + 1]) = (((d * next[l * Hidden]) - (c * next[(l * Hidden) + 1])) / determinant, ((-b * next[l * Hidden]) + (a * next[(l * Hidden) + 1])) / determinant);
        return other;
    }

    private static Model<double> Copy(Model<double> model, Network network)
    {
        Model<double> copy = new(network, model.Likelihood);
        model.Parameters.CopyTo(copy.Parameters);
        return copy;
    }

    private static double Difference(Model<double> model, MemoryExamples examples, Model<double> other, MemoryExamples mapped)
    {
        double[] start = Outputs(model, examples);
        Close.Assert(start, Outputs(other, mapped), 1e-10, "the two are one function");
        Step(model, examples);
        Step(other, mapped);
        double[] end = Outputs(model, examples);
        return TensorPrimitives.Distance<double>(end, Outputs(other, mapped)) / TensorPrimitives.Distance<double>(start, end);
    }

    private static void Step(Model<double> model, MemoryExamples examples)
    {
        RelativeOptions options = new() { Form = RelativeForm.Blocks, BlockReferences = Examples, Damping = 1e-11, Momentum = 0 };
        using ThreadTeam team = new(1);
        new DataParallelSteps<double>(model, new RelativeNaturalGradient<double>(model.Network, options, 1), team, Examples)
            .Take(examples, Enumerable.Range(0, Examples).ToArray(), 0, 0.1, RandomStream.FromSeed(1));
    }

    private static double[] Outputs(Model<double> model, MemoryExamples examples)
    {
        Workspace<double> workspace = new(model.Network, new WorkspaceOptions(Examples));
        for (int i = 0; i < Examples; i++) examples.Inputs[i].CopyTo(workspace.Input.Row(i));
        model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
        return workspace.Output.AsSpan().ToArray();
    }
}
