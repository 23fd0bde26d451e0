using System.Collections.Immutable;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>
/// A family of distributions seen in one chart: the Fisher metric g_ij and the Amari–Chentsov tensor C_ijk = E[∂_iℓ ∂_jℓ ∂_kℓ] at a
/// point, and how the metric changes from there. Tensors are laid out in row-major order, all indices below. [Amari16], ch. 5–6.
/// </summary>
public abstract class StatisticalManifold
{
    /// <summary>A manifold whose coordinates have the given names.</summary>
    protected StatisticalManifold(ImmutableArray<string> coordinates) => CoordinateNames = coordinates;

    /// <summary>The names of the coordinates.</summary>
    public ImmutableArray<string> CoordinateNames { get; }

    /// <summary>d, the number of coordinates.</summary>
    public int Dimension => CoordinateNames.Length;

    /// <summary>Whether a point lies in the chart.</summary>
    public abstract bool Contains(ReadOnlySpan<double> point);

    /// <summary>g_ij = E[∂_iℓ ∂_jℓ], d×d.</summary>
    public abstract void Metric(ReadOnlySpan<double> point, MatrixView<double> metric);

    /// <summary>∂_k g_ij at [k, i, j], d×d×d.</summary>
    public abstract void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives);

    /// <summary>C_ijk, d×d×d; symmetric.</summary>
    public abstract void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic);

    /// <summary>R_ijkl of the Levi-Civita connection, d×d×d×d, such that g_11 g_22 − g_12² times the sectional curvature is R_1212.</summary>
    public abstract void Curvature(ReadOnlySpan<double> point, Span<double> curvature);
}
