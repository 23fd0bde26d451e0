using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Surfaces;

/// <summary>
/// Gamma distributions by shape k and rate β: ds² = (ψ′(k) − 1/k) dk² + k (d ln mean)², girth k and turn ln mean. The roundness falls
/// from 2 at k = 0 to √2 for large k. Inverse gamma distributions, by shape and scale, are the same surface.
/// </summary>
internal sealed class GammaSurface : SurfaceOfRevolution
{
    /// <inheritdoc/>
    protected override double Girth(ReadOnlySpan<double> point) => point[0];

    /// <inheritdoc/>
    protected internal override double Roundness(double girth) =>
        girth < 1e-100 ? 2 : 2 * girth * Math.Sqrt(PolyGamma.TriGammaRemainder(girth));

    /// <inheritdoc/>
    protected override double Turn(ReadOnlySpan<double> from, ReadOnlySpan<double> to) =>
        ElementaryFunctions.LogQuotient(to[0], from[0]) - ElementaryFunctions.LogQuotient(to[1], from[1]);

    /// <inheritdoc/>
    protected override void Place(ReadOnlySpan<double> from, double girth, double turn, Span<double> to)
    {
        to[1] = from[1] * (girth / from[0]) * Math.Exp(-turn);
        to[0] = girth;
    }

    /// <inheritdoc/>
    protected override (double Girth, double Turn) Rates(ReadOnlySpan<double> point, ReadOnlySpan<double> velocity) =>
        (velocity[0], (velocity[0] / point[0]) - (velocity[1] / point[1]));

    /// <inheritdoc/>
    protected override void VelocityOf(ReadOnlySpan<double> point, double girthRate, double turnRate, Span<double> velocity)
    {
        velocity[0] = girthRate;
        velocity[1] = point[1] * ((girthRate / point[0]) - turnRate);
    }
}
