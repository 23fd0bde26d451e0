namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>A number with how it was found and how far it may be off.</summary>
/// <param name="Value">The number; infinity is a legal one.</param>
/// <param name="Method">How it was found.</param>
/// <param name="ErrorEstimate">Of a closed form 0, rounding apart; of quadrature what rules of two sizes, cut tails and rounded logarithms leave open; of sampling the standard error.</param>
public record Estimate(double Value, EstimateMethod Method, double ErrorEstimate)
{
    /// <summary>The number of samples, where it was found by sampling.</summary>
    public int? Samples { get; init; }

    /// <summary>The seed of the samples, where it was found by sampling.</summary>
    public long? Seed { get; init; }

    /// <summary>The method in words: "closed form", "quadrature", "monte carlo".</summary>
    public string MethodName => Method switch
    {
        EstimateMethod.ClosedForm => "closed form",
        EstimateMethod.Quadrature => "quadrature",
        _ => "monte carlo",
    };

    /// <summary>The exact result of a formula.</summary>
    public static Estimate Exact(double value) => new(value, EstimateMethod.ClosedForm, 0);
}
