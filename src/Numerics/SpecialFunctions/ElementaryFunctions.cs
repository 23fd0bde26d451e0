namespace Neuromanifold.Numerics.SpecialFunctions;

/// <summary>Compounds of exponential and logarithm that keep their digits where the written form cancels or overflows.</summary>
public static class ElementaryFunctions
{
    private const int SeriesTerms = 18;

    /// <summary>log(1 + x) for finite x > −1: the error of rounding 1 + x cancels in the quotient. Source: [Goldberg91], theorem 4.</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>ln(a/b) for positive a and b, to rounding where they are near.</summary>
    public static double LogQuotient(double a, double b)
    {
        double relative = (a - b) / b;
        return Math.Abs(relative) < 0.5 ? LogOnePlus(relative) : Math.Log(a) - Math.Log(b);
    }

    /// <summary>log(1 + eˣ).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>eˣ − 1 − x ≥ 0, by its series x²/2! + x³/3! + … near 0.</summary>
    public static double ExponentialRemainder(double x)
    {
        if (!(Math.Abs(x) < 1)) return Math.Exp(x) - 1 - x;
        double series = 1;
        for (int n = SeriesTerms; n > 2; n--) series = 1 + (series * x / n);
        return 0.5 * x * x * series;
    }
}
