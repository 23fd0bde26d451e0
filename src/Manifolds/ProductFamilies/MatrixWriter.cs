using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ProductFamilies;

/// <summary>Writes a factor's matrix.</summary>
internal delegate void MatrixWriter(MatrixView<double> matrix);
