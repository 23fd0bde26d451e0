using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>Sums over counts, from the mode outwards until what is left is below rounding.</summary>
internal static class CountSums
{
    private const double Negligible = 1e-20;

    /// <summary>E[f(y)] for a mass function that falls from its mode on both sides, and a function that grows no faster than y ln y.</summary>
    public static double Expectation(double mode, double first, double last, Func<double, double> logMass, Func<double, double> function)
    {
        double sum = 0;
        for (double y = mode; y >= first && TryAdd(y); y--)
        {
        }

        for (double y = mode + 1; y <= last && TryAdd(y); y++)
        {
        }

        return sum;

        bool TryAdd(double y)
        {
            double mass = Math.Exp(logMass(y));
            sum += mass * function(y);
            return mass > Negligible;
        }
    }

    /// <summary>The logarithm of n over k, both integers.</summary>
    public static double LogBinomial(double n, double k) =>
        k == 0 || k == n ? 0 : LogGamma.Of(n + 1) - LogGamma.Of(k + 1) - LogGamma.Of(n - k + 1);
}
