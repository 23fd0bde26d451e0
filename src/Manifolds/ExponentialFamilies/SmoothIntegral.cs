using MathNet.Numerics.Integration;

namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>Integrals of smooth functions by Gauss–Legendre rules on intervals halved until rules of two sizes agree.</summary>
internal static class SmoothIntegral
{
    private const int FewPoints = 10;

    private const int ManyPoints = 16;

    private const double Agreement = 1e-14;

    private const int Deepest = 48;

    private static readonly GaussLegendreRule _few = new(-1, 1, FewPoints);

    private static readonly GaussLegendreRule _many = new(-1, 1, ManyPoints);

    /// <summary>∫ f over an interval for f ≥ 0, to rounding of the whole.</summary>
    public static double OfPositive(Func<double, double> function, double low, double high) => OfPositive(function, low, high, Rule(_many, function, low, high), 0);

    private static double OfPositive(Func<double, double> function, double low, double high, double whole, int depth)
    {
        double few = Rule(_few, function, low, high), many = Rule(_many, function, low, high);
        if (depth == Deepest || Math.Abs(many - few) <= Agreement * Math.Max(many, whole)) return many;
        double middle = 0.5 * (low + high);
        return OfPositive(function, low, middle, Math.Max(whole, many), depth + 1) + OfPositive(function, middle, high, Math.Max(whole, many), depth + 1);
    }

    private static double Rule(GaussLegendreRule rule, Func<double, double> function, double low, double high)
    {
        double centre = 0.5 * (low + high), half = 0.5 * (high - low), sum = 0;
        for (int point = 0; point < rule.Order; point++) sum += rule.GetWeight(point) * function(centre + (half * rule.GetAbscissa(point)));
        return half * sum;
    }
}
