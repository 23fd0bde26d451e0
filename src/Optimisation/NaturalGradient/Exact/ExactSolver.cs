namespace Neuromanifold.Optimisation.NaturalGradient.Exact;

/// <summary>How the exact natural gradient is solved for.</summary>
public enum ExactSolver
{
    /// <summary>Dense for up to 3,000 parameters without batch normalisation, else by conjugate gradients.</summary>
    Automatic,

    /// <summary>The whole matrix, its inverse computed on a period. The statistics of batch normalisation count as constants in it, as in every block.</summary>
    Dense,

    /// <summary>Products with the matrix of the step's own batch.</summary>
    ConjugateGradients,
}
