namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// A number for every parameter that is, at one example and for an affine layer, an outer product of a vector over units and a
/// power of the inputs, so that its mean over a batch is one matrix product a layer. Its value at ã_k = 1 is what varies.
/// </summary>
/// <param name="Name">As files and tables call it.</param>
/// <param name="Power">The power of ã: 2, or 4 for what is quadratic in second or quartic in first derivatives.</param>
/// <param name="Needs">What it is computed from.</param>
public sealed record DiagonalQuantity(string Name, int Power, DiagonalNeeds Needs)
{
    internal delegate void UnitRule(UnitMoments moments, Span<double> units);

    internal UnitRule Units { get; private init; } = static (_, _) => { };

    internal DiagonalQuantity(string name, int power, DiagonalNeeds needs, UnitRule units)
        : this(name, power, needs) => Units = units;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
