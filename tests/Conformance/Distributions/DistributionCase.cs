using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Conformance.Distributions;

/// <summary>A family and how parameters are drawn at which the laws are tried.</summary>
public sealed record DistributionCase(DistributionFamily Family, DistributionCase.Draw Parameters)
{
    /// <summary>Draws textbook parameters.</summary>
    public delegate double[] Draw(ref RandomSequence random);

    /// <summary>Distributions of the family, the same ones every time.</summary>
    public IEnumerable<Distribution> Distributions(int count)
    {
        for (int seed = 0; seed < count; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).Split(Family.Name).From();
            yield return Family.At(Parameters(ref random));
        }
    }
}
