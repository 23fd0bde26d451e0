namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>
/// Means over the parameters of a layer, and over the inputs measured, of I, V₁ and V₂ for one label sample and of their lower and upper
/// bounds; and how many parameters' I, V₁ or V₂ lie outside of their bounds by more than rounding. Source: [SoenSun24], eq. 10–12 and 23–25.
/// </summary>
internal sealed record GroupMeasurement
{
    public required string Layer { get; init; }
    public required int Size { get; init; }
    public required double Fisher { get; init; }
    public required double LowerFisher { get; init; }
    public required double UpperFisher { get; init; }
    public required double FirstVariance { get; init; }
    public required double LowerFirstVariance { get; init; }
    public required double UpperFirstVariance { get; init; }
    public required double SecondVariance { get; init; }
    public required double LowerSecondVariance { get; init; }
    public required double UpperSecondVariance { get; init; }
    public required long Outside { get; init; }

    /// <summary>The upper bound on V₁ over V₁; null where that is zero.</summary>
    public double? FirstRatio => FirstVariance > 0 ? UpperFirstVariance / FirstVariance : null;

    /// <summary>The upper bound on V₂ over V₂; null where that is zero.</summary>
    public double? SecondRatio => SecondVariance > 0 ? UpperSecondVariance / SecondVariance : null;
}
