using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Optimisation.Compression.Quantisation;

/// <summary>A range and a number of bits for every group of a model's parameters.</summary>
public sealed class QuantisationScheme
{
    /// <summary>What the number of bits of a group takes where groups differ in it: 0 to 16.</summary>
    public const int BitsOfCount = 5;

    /// <summary>What a group's two ends take.</summary>
    public const int BitsOfRange = 64;

    private QuantisationScheme(ImmutableArray<QuantisationGroup> groups, ImmutableArray<UniformQuantiser> quantisers, bool isUniform)
    {
        Groups = groups;
        Quantisers = quantisers;
        IsUniform = isUniform;
    }

    /// <summary>The groups.</summary>
    public ImmutableArray<QuantisationGroup> Groups { get; }

    /// <summary>Their ranges and bits, in the same order.</summary>
    public ImmutableArray<UniformQuantiser> Quantisers { get; }

    /// <summary>Whether all groups have the same number of bits, which then need not be stored for each.</summary>
    public bool IsUniform { get; }

    /// <summary>The bits of all parameters and, where groups differ, of the numbers of bits. The ranges are beside it.</summary>
    public long Bits => Groups.Zip(Quantisers, (group, quantiser) => (long)group.Count * quantiser.Bits).Sum() + (IsUniform ? 0 : (long)BitsOfCount * Groups.Length);

    /// <summary>The bits of all ranges, the same for any scheme of a grouping.</summary>
    public long BitsOfRanges => (long)BitsOfRange * Groups.Length;

    /// <summary>As many bits for every parameter.</summary>
    public static QuantisationScheme Uniform<T>(Model<T> model, QuantisationGrouping grouping, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireBits(bits);
        ImmutableArray<QuantisationGroup> groups = QuantisationGroup.Divide(model.Network, grouping);
        return new QuantisationScheme(groups, [.. groups.Select(group => UniformQuantiser.Over(group.In(model.Parameters.Span), bits))], isUniform: true);
    }

    /// <summary>
    /// As many bits in all as <see cref="Uniform"/> takes, what says how many each group has included, by the Cramér–Rao rule of <see cref="BitAllocation"/>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="grouping">What shares a range.</param>
    /// <param name="information">I_ii, in the order of the parameters.</param>
    /// <param name="bits">The mean number of bits of a parameter.</param>
    /// <param name="damping">
    /// Added to every I_ii: 1/n for information over n inputs, a prior of unit precision, since so many cannot tell less from none. Without it a
    /// unit that was silent at all of them would be left without a bit.
    /// </param>
    /// <exception cref="NumericalException">No parameter has any Fisher information or range, or one is not finite.</exception>
    public static QuantisationScheme Allocate<T>(Model<T> model, QuantisationGrouping grouping, ReadOnlySpan<double> information, int bits, double damping)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireBits(bits);
        if (!(damping >= 0 && damping < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(damping), damping, "A damping is a finite number that is not negative.");
        if (information.Length != model.Parameters.Length)
            throw new ArgumentException($"The model has {model.Parameters.Length} parameters; found the information of {information.Length}.", nameof(information));
        ImmutableArray<QuantisationGroup> groups = QuantisationGroup.Divide(model.Network, grouping);
        UniformQuantiser[] ranges = new UniformQuantiser[groups.Length];
        double[] weights = new double[groups.Length];
        for (int g = 0; g < groups.Length; g++)
        {
            ranges[g] = UniformQuantiser.Over(groups[g].In((ReadOnlySpan<T>)model.Parameters.Span), bits: 0);
            double sum = TensorPrimitives.Sum(groups[g].In(information));
            if (!(sum >= 0 && sum < double.PositiveInfinity)) throw new NumericalException($"The Fisher information of '{groups[g].Name}' sums to {sum}. Look for values that are not finite in the model or its inputs.");
            weights[g] = ((sum / groups[g].Count) + damping) * ranges[g].Range * ranges[g].Range;
        }

        if (Array.TrueForAll(weights, weight => weight == 0)) throw new NumericalException("No parameter has any Fisher information at these inputs, so nothing says which needs more bits. Take other inputs.");
        double budget = Math.Max(0, ((double)bits * model.Parameters.Length) - ((double)BitsOfCount * groups.Length));
        ImmutableArray<int> shared = BitAllocation.Whole(weights, [.. groups.Select(group => group.Count)], budget);
        return new QuantisationScheme(groups, [.. ranges.Select((range, g) => range with { Bits = shared[g] })], isUniform: false);
    }

    /// <summary>Replaces parameters by the middles of their cells.</summary>
    public void Apply<T>(Span<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int g = 0; g < Groups.Length; g++) Quantisers[g].Apply(Groups[g].In(parameters));
    }

    /// <summary>
    /// ½ Σ I_ii Δ_i²/12: the mean divergence, in nats, from the model to the quantised one, were errors small, spread evenly within cells and
    /// uncorrelated. Source: [Amari16], ch. 3, for the metric as second-order term.
    /// </summary>
    public double PredictDivergence(ReadOnlySpan<double> information)
    {
        double sum = 0;
        for (int g = 0; g < Groups.Length; g++) sum += TensorPrimitives.Sum(Groups[g].In(information)) * Quantisers[g].Step * Quantisers[g].Step;
        return sum / 24;
    }

    private static void RequireBits(int bits)
    {
        if (bits is < 1 or > BitAllocation.MostBits) throw new InvalidInputException("the bits of a parameter", $"{bits}", $"a whole number from 1 to {BitAllocation.MostBits}");
    }
}
