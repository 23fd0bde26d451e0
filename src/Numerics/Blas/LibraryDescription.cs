namespace Neuromanifold.Numerics.Blas;

/// <summary>What a library says of itself.</summary>
/// <param name="Name">One line, as in "OpenBLAS 0.3.21, pthread, Zen kernels".</param>
/// <param name="Path">The file it was loaded from; null for the managed library.</param>
/// <param name="Kernels">The processor its kernels are made for, or the vector width.</param>
/// <param name="Configuration">Its own account of how it was built.</param>
/// <param name="Factorisations">Where Cholesky and eigenvalues come from.</param>
/// <param name="Warning">A sentence on what holds it back, or null.</param>
public sealed record LibraryDescription(string Name, string? Path, string Kernels, string Configuration, string Factorisations, string? Warning);
