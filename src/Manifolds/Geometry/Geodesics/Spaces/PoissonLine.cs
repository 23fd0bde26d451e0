using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>Rates of Poisson distributions: the metric dλ²/λ, d = 2|√λ − √λ′|.</summary>
internal sealed class PoissonLine : Line
{
    /// <inheritdoc/>
    protected override double Arc(double from, double to) => from == to ? 0 : 2 * (to - from) / (Math.Sqrt(from) + Math.Sqrt(to));

    /// <inheritdoc/>
    protected override double Move(double from, double arc)
    {
        double root = Math.Sqrt(from) + (0.5 * arc);
        return root < 0 ? double.NaN : root * root;
    }

    /// <inheritdoc/>
    protected override double Speed(double at) => 1 / Math.Sqrt(at);

    /// <inheritdoc/>
    protected override bool Contains(double at) => at >= 0;
}
