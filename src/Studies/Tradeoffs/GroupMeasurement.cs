namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>
/// Means over the parameters of a layer, and over the inputs measured, of I, V₁ and V₂ for one label sample and of their bounds.
/// Source: [SoenSun24], eq. 10–12 and 23–25.
/// </summary>
internal sealed record GroupMeasurement
{
    /// <summary>The layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Its parameters.</summary>
    public required int Size { get; init; }

    /// <summary>The mean of I.</summary>
    public required double Fisher { get; init; }

    /// <summary>The mean of the lower bounds on I.</summary>
    public required double LowerFisher { get; init; }

    /// <summary>The mean of the upper bounds on I.</summary>
    public required double UpperFisher { get; init; }

    /// <summary>The mean of V₁.</summary>
    public required double FirstVariance { get; init; }

    /// <summary>The mean of the lower bounds on V₁.</summary>
    public required double LowerFirstVariance { get; init; }

    /// <summary>The mean of the upper bounds on V₁.</summary>
    public required double UpperFirstVariance { get; init; }

    /// <summary>The mean of V₂.</summary>
    public required double SecondVariance { get; init; }

    /// <summary>The mean of the lower bounds on V₂.</summary>
    public required double LowerSecondVariance { get; init; }

    /// <summary>The mean of the upper bounds on V₂.</summary>
    public required double UpperSecondVariance { get; init; }

    /// <summary>How many parameters' I, V₁ or V₂ lie outside of their bounds by more than rounding.</summary>
    public required long Outside { get; init; }

    /// <summary>The upper bound on V₁ over V₁; null where that is zero.</summary>
    public double? FirstRatio => FirstVariance > 0 ? UpperFirstVariance / FirstVariance : null;

    /// <summary>The upper bound on V₂ over V₂; null where that is zero.</summary>
    public double? SecondRatio => SecondVariance > 0 ? UpperSecondVariance / SecondVariance : null;
}
