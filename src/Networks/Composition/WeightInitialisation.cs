using System.Numerics;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Composition;

/// <summary>A rule for the spread of random weights.</summary>
public sealed class WeightInitialisation
{
    private readonly Draw _draw;

    private WeightInitialisation(string name, Draw draw)
    {
        Name = name;
        _draw = draw;
    }

    private delegate double Draw(int fanIn, int fanOut, ref RandomSequence sequence);

    /// <summary>Normal with variance 2/fan-in, which keeps the forward variance through rectifiers. Source: [He15], eq. 10.</summary>
    public static WeightInitialisation He { get; } =
        new("he", static (int fanIn, int _, ref RandomSequence sequence) => Math.Sqrt(2.0 / fanIn) * sequence.NextNormal());

    /// <summary>Uniform with variance 2/(fan-in + fan-out), between forward and backward. Source: [GlorotBengio10], eq. 16.</summary>
    public static WeightInitialisation Glorot { get; } =
        new("glorot", static (int fanIn, int fanOut, ref RandomSequence sequence) => Math.Sqrt(6.0 / (fanIn + fanOut)) * ((2 * sequence.NextUniform()) - 1));

    /// <summary>Normal with variance 1/fan-in. Source: [LeCun98], §4.6.</summary>
    public static WeightInitialisation LeCun { get; } =
        new("lecun", static (int fanIn, int _, ref RandomSequence sequence) => Math.Sqrt(1.0 / fanIn) * sequence.NextNormal());

    /// <summary>All rules.</summary>
    public static IReadOnlyList<WeightInitialisation> All { get; } = [He, Glorot, LeCun];

    /// <summary>The name on the command line.</summary>
    public string Name { get; }

    /// <summary>Draws a vector of tensors; each from its own stream, named as the tensor is.</summary>
    public void Fill<T>(TensorLayout layout, Span<T> vector, RandomStream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (TensorSlot slot in layout.Slots)
        {
            Span<T> tensor = slot.In(vector);
            switch (slot.Initialisation)
            {
                case TensorInitialisation.Constant constant:
                    tensor.Fill(T.CreateTruncating(constant.Value));
                    break;
                case TensorInitialisation.Weights weights:
                    RandomSequence sequence = stream.Split(slot.Name).From();
                    foreach (ref T value in tensor) value = T.CreateTruncating(_draw(weights.FanIn, weights.FanOut, ref sequence));
                    break;
            }
        }
    }
}
