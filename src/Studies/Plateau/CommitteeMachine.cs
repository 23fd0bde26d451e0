using System.Numerics.Tensors;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Studies.Plateau;

/// <summary>The soft-committee machine of two units as a network: a layer of one unit each, and the sum of what they say.</summary>
internal static class CommitteeMachine
{
    /// <summary>K.</summary>
    public const int Units = 2;

    private static readonly ErrorFunction s_function = new();

    /// <summary>f(x) = g(w_1·x) + g(w_2·x), its parameters w_1 and w_2 side by side, with normal errors of variance one.</summary>
    public static Model<double> Build(int inputs)
    {
        NetworkBuilder builder = new(new Shape(inputs));
        Node[] said = new Node[Units];
        for (int unit = 0; unit < Units; unit++)
        {
            Node potential = builder.Add($"unit{unit + 1}", new Dense(1, hasBias: false), builder.Input);
            said[unit] = builder.Add($"act{unit + 1}", new Activation(s_function), potential);
        }

        builder.Add("sum", new Addition(), said);
        return new Model<double>(builder.Build(), Likelihood.Normal(1));
    }

    /// <summary>The weights, a row a unit.</summary>
    public static MatrixView<double> Weights(Model<double> model) => new(model.Parameters.Span, Units, model.Network.InputWidth);

    /// <summary>Gives every unit random weights of one length.</summary>
    public static void Draw(Model<double> model, double length, RandomStream stream)
    {
        RandomSequence random = stream.From();
        MatrixView<double> weights = Weights(model);
        for (int unit = 0; unit < Units; unit++)
        {
            random.FillNormal(weights.Row(unit));
            TensorPrimitives.Multiply(weights.Row(unit), length / TensorPrimitives.Norm<double>(weights.Row(unit)), weights.Row(unit));
        }
    }

    /// <summary>A machine with two orthonormal units in random directions.</summary>
    public static Model<double> Teacher(int inputs, RandomStream stream)
    {
        Model<double> teacher = Build(inputs);
        Draw(teacher, 1, stream);
        Span<double> first = Weights(teacher).Row(0), second = Weights(teacher).Row(1);
        TensorPrimitives.MultiplyAdd(first, -TensorPrimitives.Dot<double>(first, second), second, second);
        TensorPrimitives.Multiply(second, 1 / TensorPrimitives.Norm<double>(second), second);
        return teacher;
    }
}
