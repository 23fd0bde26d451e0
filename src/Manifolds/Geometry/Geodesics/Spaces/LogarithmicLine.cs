using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>A scale or a rate, or a power of one: the metric s²da²/a², d = |s ln(a/a′)|.</summary>
internal sealed class LogarithmicLine(double stretch) : Line
{
    private readonly double _stretch = Math.Abs(stretch);

    /// <inheritdoc/>
    protected override double Arc(double from, double to) => _stretch * ElementaryFunctions.LogQuotient(to, from);

    /// <inheritdoc/>
    protected override double Move(double from, double arc) => from * Math.Exp(arc / _stretch);

    /// <inheritdoc/>
    protected override double Speed(double at) => _stretch / at;
}
