namespace Neuromanifold.Fisher.Labels;

/// <summary>A matrix S with S Sᵀ = Cov; which one is a matter of a random estimate's error, not of its mean.</summary>
public enum CovarianceRoot
{
    /// <summary>In closed form, and exact wherever probabilities are extreme: √σ_k(e_k − σ) for a categorical family, √c_k e_k for independent outputs.</summary>
    Labels,

    /// <summary>Eigenvectors of Cov times the roots of their eigenvalues: often the smaller error, but rounding where probabilities are extreme.</summary>
    Eigen,
}
