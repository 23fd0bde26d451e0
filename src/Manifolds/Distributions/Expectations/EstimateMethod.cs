namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>How a number was found.</summary>
public enum EstimateMethod
{
    /// <summary>By a formula, or by a finite sum over all outcomes.</summary>
    ClosedForm,

    /// <summary>By adaptive quadrature, or by summation up to a tail that is bounded.</summary>
    Quadrature,

    /// <summary>By sampling.</summary>
    MonteCarlo,
}
