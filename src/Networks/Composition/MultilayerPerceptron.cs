using System.Collections.Immutable;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Composition;

/// <summary>The description of a chain of dense layers: 784-80-80-80-10, as users write it.</summary>
/// <param name="Widths">Inputs, hidden units, outputs: at least two numbers.</param>
public sealed record MultilayerPerceptron(ImmutableArray<int> Widths)
{
    /// <summary>φ after every dense layer but the last.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunctions.RectifiedLinear;

    /// <summary>Where batch normalisation stands.</summary>
    public NormalisationPlace Normalisation { get; init; }

    /// <summary>The probability of dropout before every dense layer but the first; 0 for none.</summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Composes the network: Flatten where an input is not a vector, then fc1, (bn1), act1, (drop1), fc2, … Parameters are
    /// called fc1.weight, fc1.bias, bn1.weight, …
    /// </summary>
    /// <param name="input">The shape of one example; its element count must be the first width.</param>
    public Network Build(Shape input)
    {
        if (Widths.Length < 2) throw new ArgumentException($"A chain of layers needs at least two widths, found {Widths.Length}.", nameof(input));
        if (input.ElementCount != Widths[0]) throw new ArgumentException($"The first width is {Widths[0]}, but an input has {input.ElementCount} values ({input}).", nameof(input));
        NetworkBuilder builder = new(input);
        if (input.Rank != 1) builder.Add("flatten", new Flatten());
        for (int layer = 1; layer < Widths.Length; layer++)
        {
            builder.Add($"fc{layer}", new Dense(Widths[layer]));
            if (layer == Widths.Length - 1) break;
            if (Normalisation == NormalisationPlace.Before) builder.Add($"bn{layer}", new BatchNormalisation());
            builder.Add($"act{layer}", new Activation(Activation));
            if (Normalisation == NormalisationPlace.After) builder.Add($"bn{layer}", new BatchNormalisation());
            if (Dropout != 0) builder.Add($"drop{layer}", new Dropout(Dropout));
        }

        return builder.Build();
    }
}
