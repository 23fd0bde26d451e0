using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>
/// Symmetric positive definite matrices with the metric w tr(S⁻¹dS S⁻¹dS): covariances of normal distributions of known mean (w = ½), scales
/// of Wishart distributions of ν degrees of freedom (w = ν/2). With S₂w = λ S₁w for vectors w, d = √(w Σ ln²λ), and the path is S₁ with λ
/// raised to t. [Skovgaard84] Cost: some 20 n³.
/// </summary>
internal sealed class PositiveDefiniteMatrices(int order, double weight) : GeodesicSpace
{
    /// <inheritdoc/>
    public override int PointLength => order * order;

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => Length(new RelativeSpectrum(order, from, to));

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        RelativeSpectrum spectrum = new(order, from, to);
        return new Arc(spectrum, Length(spectrum));
    }

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        RelativeSpectrum.OfVelocity(order, from, velocity).Write(1, 0, to);
        foreach (double entry in to[..PointLength])
        {
            if (!double.IsFinite(entry)) throw new NumericalException("The geodesic ends beyond the range of double-precision numbers.");
        }
    }

    private GeodesicDistance Length(RelativeSpectrum spectrum)
    {
        double length = 0;
        foreach (double logarithm in spectrum.Logarithms) length = double.Hypot(length, logarithm);
        return new(Math.Sqrt(weight) * length, EstimateMethod.ClosedForm, Math.Sqrt(weight) * spectrum.ErrorEstimate);
    }

    private sealed class Arc(RelativeSpectrum spectrum, GeodesicDistance distance) : GeodesicArc
    {
        public override GeodesicDistance Distance => distance;

        public override void Point(double time, Span<double> point) => spectrum.Write(time, 0, point);

        public override void Velocity(double time, Span<double> velocity) => spectrum.Write(time, 1, velocity);
    }
}
