using Neuromanifold.Manifolds.Distributions.Expectations;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>An integrand that both log densities determine.</summary>
internal sealed class LogRatioIntegrand(Func<double, double, double> function) : IPairIntegrand
{
    private const double Unit = 1.1102230246251565e-16;

    /// <inheritdoc/>
    public bool UsesOutcome => false;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> outcome, double logP, double logQ) =>
        double.IsNegativeInfinity(logP) && double.IsNegativeInfinity(logQ) ? 0 : function(logP, logQ);

    /// <inheritdoc/>
    public double Rounding(double value, double logP, double logQ)
    {
        double unit = Unit * (2 + Math.Abs(logP) + Math.Abs(logQ));
        if (!double.IsFinite(unit) || !double.IsFinite(value)) return 0;
        double moved = Math.Abs(function(logP + unit, logQ) - value);
        return double.IsFinite(moved) ? moved : 0;
    }
}
