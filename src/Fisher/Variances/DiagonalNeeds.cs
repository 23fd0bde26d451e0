namespace Neuromanifold.Fisher.Variances;

/// <summary>What a diagonal quantity is computed from, beyond the Jacobian of the outputs.</summary>
[Flags]
public enum DiagonalNeeds
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>Second derivatives of the outputs.</summary>
    SecondDerivatives = 1,

    /// <summary>Extreme eigenvalues of Cov.</summary>
    CovarianceRange = 2,

    /// <summary>Extreme eigenvalues of K − Cov⊗Cov.</summary>
    ProductVarianceRange = 4,

    /// <summary>Outcomes that were observed.</summary>
    Outcomes = 8,

    /// <summary>Outcomes drawn from the model.</summary>
    Samples = 16,

    /// <summary>A label distribution.</summary>
    LabelDistribution = 32,

    /// <summary>Extreme eigenvalues of a label distribution's moments.</summary>
    LabelSpectra = 64,
}
