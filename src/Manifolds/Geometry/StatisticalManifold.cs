using System.Collections.Immutable;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>
/// A family of distributions seen in one chart: the Fisher metric g_ij and the Amari–Chentsov tensor C_ijk = E[∂_iℓ ∂_jℓ ∂_kℓ] at a
/// point, and how they change from there. Tensors are laid out in row-major order, all indices below. [Amari16], ch. 5–6.
/// </summary>
public abstract class StatisticalManifold
{
    /// <summary>A manifold whose coordinates have the given names.</summary>
    protected StatisticalManifold(ImmutableArray<string> coordinates) => CoordinateNames = coordinates;

    /// <summary>The names of the coordinates.</summary>
    public ImmutableArray<string> CoordinateNames { get; }

    /// <summary>d, the number of coordinates.</summary>
    public int Dimension => CoordinateNames.Length;

    /// <summary>Whether ∇^(1) and ∇^(−1) are flat, as in every exponential family: the curvature of ∇^(α) then is 1 − α² times that of ∇^(0).</summary>
    public virtual bool IsDuallyFlat => false;

    /// <summary>Whether a point lies in the chart.</summary>
    public abstract bool Contains(ReadOnlySpan<double> point);

    /// <summary>g_ij = E[∂_iℓ ∂_jℓ], d×d.</summary>
    public abstract void Metric(ReadOnlySpan<double> point, MatrixView<double> metric);

    /// <summary>∂_k g_ij at [k, i, j], d×d×d.</summary>
    public abstract void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives);

    /// <summary>C_ijk, d×d×d; symmetric.</summary>
    public abstract void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic);

    /// <summary>∂_l C_ijk at [l, i, j, k], d×d×d×d.</summary>
    public abstract void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives);

    /// <summary>R_ijkl of the Levi-Civita connection, d×d×d×d, such that g_11 g_22 − g_12² times the sectional curvature is R_1212.</summary>
    public abstract void Curvature(ReadOnlySpan<double> point, Span<double> curvature);

    /// <summary>∇^(α): the e-connection for α = 1, the m-connection for −1, Levi-Civita's for 0.</summary>
    public Connection Connection(double alpha) => new(this, alpha);

    /// <summary>g⁻¹, d×d.</summary>
    /// <exception cref="NumericalException">The metric is singular to rounding.</exception>
    public void InverseMetric(ReadOnlySpan<double> point, MatrixView<double> inverse)
    {
        FactorMetric(point, inverse);
        Cholesky.Invert(inverse);
    }

    /// <summary>⟨u, v⟩ = g_ij uⁱ vʲ.</summary>
    public double InnerProduct(ReadOnlySpan<double> point, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Matrix<double> metric = new(Dimension, Dimension);
        Metric(point, metric);
        return Contraction.Bilinear(metric, first, second);
    }

    /// <summary>√⟨v, v⟩, the length of a tangent vector.</summary>
    public double Length(ReadOnlySpan<double> point, ReadOnlySpan<double> vector) => Math.Sqrt(InnerProduct(point, vector, vector));

    /// <summary>√det g: the density of the volume, which is Jeffreys' prior but for a constant.</summary>
    /// <exception cref="NumericalException">The metric is singular to rounding.</exception>
    public double VolumeElement(ReadOnlySpan<double> point)
    {
        Matrix<double> factor = new(Dimension, Dimension);
        FactorMetric(point, factor);
        return Math.Exp(0.5 * Cholesky.LogDeterminant<double>(factor));
    }

    /// <summary>R_jl = g^ik R_ijkl, d×d; positive on a sphere.</summary>
    public void RicciCurvature(ReadOnlySpan<double> point, MatrixView<double> ricci)
    {
        int d = Dimension;
        double[] curvature = new double[d * d * d * d];
        Matrix<double> inverse = new(d, d);
        Curvature(point, curvature);
        InverseMetric(point, inverse);
        for (int j = 0; j < d; j++)
        {
            for (int l = 0; l < d; l++)
            {
                double sum = 0;
                for (int i = 0; i < d; i++)
                {
                    for (int k = 0; k < d; k++) sum += inverse[i, k] * curvature[(((((i * d) + j) * d) + k) * d) + l];
                }

                ricci[j, l] = sum;
            }
        }
    }

    /// <summary>g^jl R_jl: twice the Gaussian curvature where d = 2.</summary>
    public double ScalarCurvature(ReadOnlySpan<double> point)
    {
        int d = Dimension;
        Matrix<double> ricci = new(d, d), inverse = new(d, d);
        RicciCurvature(point, ricci);
        InverseMetric(point, inverse);
        double sum = 0;
        for (int j = 0; j < d; j++)
        {
            for (int l = 0; l < d; l++) sum += inverse[j, l] * ricci[j, l];
        }

        return sum;
    }

    /// <summary>The curvature of the surface that geodesics in the plane of two vectors make: R(u, v, u, v)/(⟨u,u⟩⟨v,v⟩ − ⟨u,v⟩²).</summary>
    /// <exception cref="NumericalException">The vectors are parallel to rounding.</exception>
    public double SectionalCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        int d = Dimension;
        double[] curvature = new double[d * d * d * d];
        Matrix<double> metric = new(d, d), plane = new(d, 2);
        Curvature(point, curvature);
        Metric(point, metric);
        for (int i = 0; i < d; i++) (plane[i, 0], plane[i, 1]) = (first[i], second[i]);
        double squares = Contraction.Bilinear(metric, first, first) * Contraction.Bilinear(metric, second, second), product = Contraction.Bilinear(metric, first, second);
        double area = squares - (product * product);
        if (!(area > 1e-14 * squares)) throw new NumericalException($"Two vectors span no plane: the square of their area is {area:R} at lengths whose squares multiply to {squares:R}.");
        return Contraction.PullBack(curvature, 4, plane)[5] / area;
    }

    /// <summary>The lower Cholesky factor of the metric.</summary>
    /// <exception cref="NumericalException">The metric is singular to rounding.</exception>
    internal void FactorMetric(ReadOnlySpan<double> point, MatrixView<double> factor)
    {
        Metric(point, factor);
        if (!Cholesky.TryFactor(factor, out int pivot, out double value))
            throw new NumericalException($"The Fisher metric at {Points.Describe(this, point)} is not positive definite: pivot {pivot + 1} of {Dimension} is {value:R}.");
    }
}
