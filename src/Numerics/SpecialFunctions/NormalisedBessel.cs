using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Numerics.SpecialFunctions;

/// <summary>
/// L(x) = ln[Γ(ν+1) (2/x)^ν I_ν(x)] for orders ν ≥ 0 and x ≥ 0: the modified Bessel function as a power series in x² that starts with
/// one, so that L(0) = 0. Its derivative is the ratio A(x) = I_{ν+1}(x)/I_ν(x), which rises from 0 to 1. Values and derivatives to
/// order four are exact to rounding but for a few digits of the higher ones: by the series and the backward recurrence
/// A_ν = x/(2(ν+1) + x A_{ν+1}), which adds positive terms only, and for large x by Hankel's asymptotic series. [DLMF], 10.25.2,
/// 10.29.1, 10.40.1.
/// </summary>
public static class NormalisedBessel
{
    // Hankel's series reaches rounding from here on, provided that x is not small against ν²/2.
    private const double Far = 30;

    private const int HankelTerms = 40;

    // Levels that the recurrence needs where A_j < 0.42: errors shrink by A_j² a level.
    private const int Levels = 30;

    // −ln of what is lost when the recurrence starts within the orders j < x, where errors shrink by exp(−j²/x).
    private const double LogPrecision = 45;

    private const double Scale = 1e280;

    /// <summary>L(x).</summary>
    public static double Log(double order, double x)
    {
        Require(order, x);
        return IsFar(order, x) ? Hankel(order, x, 0).Value : LogSeries(order, x * x);
    }

    /// <summary>A(x) = I_{ν+1}(x)/I_ν(x).</summary>
    public static double Ratio(double order, double x)
    {
        Require(order, x);
        return IsFar(order, x) ? Hankel(order, x, 1)[1] : x * Recurrence(order, x, x * x).Value;
    }

    /// <summary>L(x) − x, to rounding for large x.</summary>
    public static double LogRemainder(double order, double x)
    {
        Require(order, x);
        return IsFar(order, x) ? HankelRemainder(order, x, 0).Value : LogSeries(order, x * x) - x;
    }

    /// <summary>A(x) − 1, to rounding for large x.</summary>
    public static double RatioRemainder(double order, double x)
    {
        Require(order, x);
        return IsFar(order, x) ? HankelRemainder(order, x, 1)[1] : (x * Recurrence(order, x, x * x).Value) - 1;
    }

    /// <summary>Writes L, A, A′, A″, A‴: as many as there is room for, five at most. Cost: grows as x up to some 30, then as √x.</summary>
    public static void Derivatives(double order, double x, Span<double> derivatives)
    {
        Require(order, x);
        int highest = derivatives.Length - 1;
        if (IsFar(order, x))
        {
            Jet far = Hankel(order, x, highest);
            for (int m = 0; m <= highest; m++) derivatives[m] = far[(1 << m) - 1];
            return;
        }

        derivatives[0] = LogSeries(order, x * x);
        if (highest == 0) return;
        Jet ratio = IsNear(order, x) ? NearRatio(order, x, highest - 1) : MiddleRatio(order, x, highest - 1);
        for (int m = 1; m <= highest; m++) derivatives[m] = ratio[(1 << (m - 1)) - 1];
    }

    /// <summary>L(√s) with its derivatives as a function of s = x², which is smooth at zero too.</summary>
    public static Jet LogOfRoot(double order, Jet square)
    {
        double s = square.Value, x = Math.Sqrt(s);
        if (IsNear(order, x))
        {
            // dL/ds = A/(2x)
            Jet quotient = Recurrence(order, x, Moving(s, Math.Max(0, square.Directions - 1)));
            return square.Compose([Log(order, x), 0.5 * quotient.Value, 0.5 * quotient[1], 0.5 * quotient[3], 0.5 * quotient[7]]);
        }

        Span<double> derivatives = stackalloc double[square.Directions + 1];
        Derivatives(order, x, derivatives);
        return Jet.Sqrt(square).Compose(derivatives);
    }

    /// <summary>A⁻¹(ρ), x where I_{ν+1}(x)/I_ν(x) = ρ, for 0 ≤ ρ &lt; 1.</summary>
    public static double InverseRatio(double order, double ratio)
    {
        if (!(ratio >= 0 && ratio < 1)) return double.NaN;

        // The start of [Banerjee05], within a few per cent everywhere.
        double dimension = 2 * (order + 1), x = ratio * (dimension - (ratio * ratio)) / ((1 - ratio) * (1 + ratio));
        Span<double> derivatives = stackalloc double[3];
        for (int step = 0; step < 100 && x > 0; step++)
        {
            Derivatives(order, x, derivatives);

            // Newton's step on ln(1 − A) in ln x for large x and on A in x for small: both keep x positive.
            double residual = derivatives[1] - ratio;
            double change = ratio < 0.5 ? -residual / derivatives[2] / x : Math.Log((1 - derivatives[1]) / (1 - ratio)) * (1 - derivatives[1]) / (x * derivatives[2]);
            double next = ratio < 0.5 ? x * Math.Max(0.25, 1 + change) : x * Math.Exp(Math.Clamp(change, -2, 2));
            bool settled = Math.Abs(next - x) <= 1e-15 * x;
            x = next;
            if (settled) break;
        }

        return x;
    }

    private static void Require(double order, double x)
    {
        if (!(order >= 0)) throw new ArgumentOutOfRangeException(nameof(order), order, "An order is not negative.");
        if (!(x >= 0 && double.IsFinite(x))) throw new ArgumentOutOfRangeException(nameof(x), x, "An argument is a number from zero on.");
    }

    private static bool IsFar(double order, double x) => x > Far && x > 0.5 * order * order;

    private static bool IsNear(double order, double x) => x <= order + 2;

    private static Jet Moving(double value, int directions) => Jet.Variable(value, [.. Enumerable.Repeat(1.0, directions)]);

    // ln Σ (x²/4)^k/(k! (ν+1)_k)
    private static double LogSeries(double order, double square)
    {
        double term = 1, excess = 0, scale = 0, unit = 1;
        for (int k = 1; ; k++)
        {
            term *= 0.25 * square / (k * (order + k));
            excess += term;
            if (term <= 1e-17 * excess && k * (order + k) > 0.25 * square) break;
            if (excess < Scale) continue;
            term /= Scale;
            excess /= Scale;
            unit /= Scale;
            scale += Math.Log(Scale);
        }

        if (scale > 0) return scale + Math.Log(unit + excess);
        double sum = 1 + excess;
        return sum == 1 ? excess : Math.Log(sum) * (excess / (sum - 1));
    }

    // A/x as a function of s = x²: r_ν = 1/(2(ν+1) + s r_{ν+1}).
    private static Jet Recurrence(double order, double x, Jet square)
    {
        int depth = Depth(x);
        Jet ratio = Start(order + depth, x);
        for (int level = depth - 1; level >= 0; level--) ratio = 1 / ((2 * (order + level + 1)) + (square * ratio));
        return ratio;
    }

    private static Jet NearRatio(double order, double x, int directions)
    {
        Jet r = Recurrence(order, x, Moving(x * x, directions));

        // A = x r(x²)
        return Moving(x, directions).Compose(
        [
            x * r.Value,
            r.Value + (2 * x * x * r[1]),
            (6 * x * r[1]) + (4 * x * x * x * r[3]),
            (6 * r[1]) + (24 * x * x * r[3]) + (8 * x * x * x * x * r[7]),
        ]);
    }

    // A_ν = 1/(2(ν+1)/x + A_{ν+1}): differences of derivatives of neighbours stay mild, where those in s cancel.
    private static Jet MiddleRatio(double order, double x, int directions)
    {
        int depth = Depth(x);
        Jet inverse = 1 / Moving(x, directions), ratio = x * Start(order + depth, x);
        for (int level = depth - 1; level >= 0; level--) ratio = 1 / ((2 * (order + level + 1) * inverse) + ratio);
        return ratio;
    }

    private static int Depth(double x) => Levels + (int)Math.Min(x, 1.2 * Math.Sqrt(LogPrecision * x));

    // The lower bound 1/(ν + 1 + √((ν+1)² + x²)) of A/x.
    private static double Start(double order, double x) => 1 / (order + 1 + Math.Sqrt(((order + 1) * (order + 1)) + (x * x)));

    private static Jet Hankel(double order, double x, int directions) => Moving(x, directions) + HankelRemainder(order, x, directions);

    // −½ ln 2πx − ν ln(x/2) + ln Γ(ν+1) + ln Σ (−1)^k a_k(ν)/x^k
    private static Jet HankelRemainder(double order, double x, int directions)
    {
        Jet variable = Moving(x, directions), inverse = 1 / variable, term = 1, sum = 0;
        double square = 4 * order * order;
        for (int k = 1; k <= HankelTerms; k++)
        {
            double odd = (2 * k) - 1, factor = -(square - (odd * odd)) / (8 * k);
            if (factor == 0 || Math.Abs(factor) > x) break;
            term *= factor * inverse;
            sum += term;
            if (Math.Abs(term.Value) < 1e-19) break;
        }

        return ((order * Math.Log(2)) - (0.5 * Math.Log(2 * Math.PI)) + LogGamma.Of(order + 1)) - ((order + 0.5) * Jet.Log(variable)) + Jet.Log(1 + sum);
    }
}
