namespace Neuromanifold.Numerics.SpecialFunctions;

/// <summary>E₁(x) = ∫ₓ^∞ e^(−t)/t dt.</summary>
public static class ExponentialIntegral
{
    private const int MostTerms = 200;

    /// <summary>eˣ E₁(x) for x > 0: from 1 on by its continued fraction, below by its series. [Olver24], 6.9.1 and 6.6.2.</summary>
    public static double Scaled(double x)
    {
        if (!(x > 0)) return double.NaN;
        return x < 1 ? Math.Exp(x) * Series(x) : Fraction(x);
    }

    private static double Series(double x)
    {
        double sum = -MathNet.Numerics.Constants.EulerMascheroni - Math.Log(x), power = 1;
        for (int n = 1; n < MostTerms; n++)
        {
            power *= -x / n;
            sum -= power / n;
            if (Math.Abs(power) < 1e-18) break;
        }

        return sum;
    }

    // 1/(x + 1 − 1/(x + 3 − 4/(x + 5 − …))), by Lentz's method.
    private static double Fraction(double x)
    {
        double b = x + 1, c = double.PositiveInfinity, d = 1 / b, value = d;
        for (int n = 1; n < MostTerms; n++)
        {
            double a = -(double)n * n;
            b += 2;
            d = 1 / ((a * d) + b);
            c = b + (a / c);
            double ratio = c * d;
            value *= ratio;
            if (Math.Abs(ratio - 1) < 1e-16) break;
        }

        return value;
    }
}
