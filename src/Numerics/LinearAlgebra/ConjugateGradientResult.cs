namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>How a solve by conjugate gradients ended.</summary>
/// <param name="Products">Products with the matrix.</param>
/// <param name="RelativeResidual">The norm of the residual over that of the right-hand side.</param>
/// <param name="HasConverged">Whether the residual is as small as was wanted.</param>
public readonly record struct ConjugateGradientResult(int Products, double RelativeResidual, bool HasConverged);
