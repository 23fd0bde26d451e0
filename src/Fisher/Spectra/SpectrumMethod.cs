namespace Neuromanifold.Fisher.Spectra;

/// <summary>How eigenvalues were found.</summary>
public enum SpectrumMethod
{
    /// <summary>From the matrix itself.</summary>
    Dense,

    /// <summary>From the Gram matrix of its root, which has the same eigenvalues but zeros.</summary>
    Gram,

    /// <summary>By stochastic Lanczos quadrature.</summary>
    Lanczos,
}
