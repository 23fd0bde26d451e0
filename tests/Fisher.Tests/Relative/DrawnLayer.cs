using Neuromanifold.Fisher.Relative;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Relative;

/// <summary>Random references and weights, the bias's 1 last in a reference.</summary>
internal sealed class DrawnLayer
{
    public DrawnLayer(long seed, int inputs, int units, int references)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        Matrix<double> rows = new(references, inputs + 1);
        foreach (ref double value in rows.AsSpan()) value = random.NextNormal();
        for (int r = 0; r < references; r++) rows[r, inputs] = 1;
        References = new LayerReferences(rows);
        Weights = new Matrix<double>(units, inputs + 1);
        foreach (ref double value in Weights.AsSpan()) value = 0.8 * random.NextNormal();
    }

    public LayerReferences References { get; }

    public Matrix<double> Weights { get; }

    /// <summary>w·x̃ of unit i at a reference, weights as a flat list.</summary>
    public double Total(ReadOnlySpan<double> weights, int unit, int reference)
    {
        double sum = 0;
        for (int k = 0; k < References.Width; k++) sum += weights[(unit * References.Width) + k] * References.Inputs[reference, k];
        return sum;
    }
}
