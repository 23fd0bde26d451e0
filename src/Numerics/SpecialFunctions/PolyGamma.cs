namespace Neuromanifold.Numerics.SpecialFunctions;

/// <summary>
/// ψ⁽ᵐ⁾(x), the (m+1)-th derivative of ln Γ(x), for x > 0: the recurrence ψ⁽ᵐ⁾(x) = ψ⁽ᵐ⁾(x + 1) + (−1)^(m+1) m!/x^(m+1) up to where
/// the asymptotic series holds to rounding. Source: [Olver24], 5.15.8 and 5.11.2. NaN for x ≤ 0.
/// </summary>
public static class PolyGamma
{
    // From here on ten terms of the series are exact to rounding for every order to four.
    private const double Far = 14;

    // B₂, B₄, …, B₂₀
    private static ReadOnlySpan<double> Bernoulli =>
        [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330];

    /// <summary>ψ(x), the digamma function.</summary>
    public static double DiGamma(double x)
    {
        if (!(x > 0)) return double.NaN;
        double shift = 0;
        for (; x < Far; x++) shift += 1 / x;
        return Math.Log(x) - (0.5 / x) - Series(0, x) - shift;
    }

    /// <summary>ψ′(x).</summary>
    public static double TriGamma(double x) => Of(1, x);

    /// <summary>ψ″(x).</summary>
    public static double TetraGamma(double x) => Of(2, x);

    /// <summary>ψ‴(x).</summary>
    public static double PentaGamma(double x) => Of(3, x);

    /// <summary>ψ⁽ᵐ⁾(x), 0 ≤ m ≤ 4.</summary>
    public static double Of(int order, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 4);
        if (order == 0) return DiGamma(x);
        if (!(x > 0)) return double.NaN;

        double factorial = order switch { 1 => 1, 2 => 2, 3 => 6, _ => 24 }, shift = 0;
        for (; x < Far; x++) shift += factorial / Power(x, order + 1);
        double leading = (factorial / order / Power(x, order)) + (factorial / (2 * Power(x, order + 1)));
        double magnitude = leading + Series(order, x) + shift;
        return (order & 1) == 1 ? magnitude : -magnitude;
    }

    /// <summary>ψ′(x) − 1/x, without the cancellation of its terms for large x: 1/(2x²) + 1/(6x³) − …</summary>
    public static double TriGammaRemainder(double x)
    {
        if (!(x > 0)) return double.NaN;

        // r(x) = r(x + 1) + 1/x² − 1/x + 1/(x + 1) = r(x + 1) + 1/(x²(x + 1))
        double shift = 0;
        for (; x < Far; x++) shift += 1 / (x * x * (x + 1));
        return (0.5 / (x * x)) + Series(1, x) + shift;
    }

    /// <summary>ψ(x) − ln x, without the cancellation of its terms for large x: −1/(2x) − 1/(12x²) + …</summary>
    public static double DiGammaRemainder(double x) => x < Far ? DiGamma(x) - Math.Log(x) : -(0.5 / x) - Series(0, x);

    // Σ_k B_2k (2k + m − 1)!/((2k)! x^(2k+m)): for m = 0 Σ B_2k/(2k x^2k)
    private static double Series(int order, double x)
    {
        double square = 1 / (x * x), sum = 0;
        for (int term = Bernoulli.Length; term > 0; term--) sum = (sum + (Bernoulli[term - 1] * Ratio((2 * term) - 1, order))) * square;
        return sum / Power(x, order);
    }

    // (n + m)!/(n + 1)!
    private static double Ratio(int n, int order) => order switch
    {
        0 => 1.0 / (n + 1),
        1 => 1,
        2 => n + 2,
        3 => (n + 2) * (n + 3),
        _ => (n + 2) * (n + 3) * (n + 4),
    };

    private static double Power(double x, int exponent)
    {
        double power = x;
        for (; exponent > 1; exponent--) power *= x;
        return exponent == 0 ? 1 : power;
    }
}
