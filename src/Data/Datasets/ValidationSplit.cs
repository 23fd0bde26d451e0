using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Data.Datasets;

/// <summary>A training part less some examples, and those: the held-out part on which choices are made without looking at the test part.</summary>
public sealed record ValidationSplit(IDatasetPart Training, IDatasetPart HeldOut)
{
    /// <summary>Holds out a uniformly random <paramref name="fraction"/> of a part, rounded to a whole number; both keep the part's order.</summary>
    /// <exception cref="InvalidInputException">The fraction leaves one of the two empty.</exception>
    public static ValidationSplit Of(IDatasetPart part, double fraction, RandomStream stream)
    {
        double heldOut = Math.Round(fraction * part.Count);
        if (!(heldOut >= 1 && heldOut <= part.Count - 1))
        {
            throw new InvalidInputException(
                "the validation fraction",
                FormattableString.Invariant($"{fraction} of {part.Count} examples"),
                "a fraction between 0 and 1 that leaves at least one example on either side");
        }

        int[] order = new int[part.Count];
        RandomSequence sequence = stream.Split("validation").From();
        sequence.FillPermutation(order);
        int[] held = order[..(int)heldOut], kept = order[(int)heldOut..];
        Array.Sort(held);
        Array.Sort(kept);
        return new(new Subset(part, kept), new Subset(part, held));
    }
}
