using System.Runtime.Intrinsics;

namespace Neuromanifold.Numerics.SpecialFunctions;

/// <summary>
/// ψ′ and ψ″ together, for x > 0: the recurrence up to where the asymptotic series holds, its terms taken by the vector. [DLMF], 5.15.8.
/// </summary>
/// <param name="Remainder">ψ′(x) − 1/x, to a few roundings.</param>
/// <param name="Second">ψ″(x).</param>
public readonly record struct TriGammaPair(double Remainder, double Second)
{
    private const double Far = 16;

    /// <summary>ψ′(x).</summary>
    public double First(double x) => Remainder + (1 / x);

    /// <summary>The pair at x; NaN for x ≤ 0.</summary>
    public static TriGammaPair Of(double x)
    {
        if (!(x > 0)) return new(double.NaN, double.NaN);
        if (x >= Far) return Series(x);

        // r(x) = r(x + 16) + Σ_k 1/((x+k)²(x+k+1)) and ψ″(x) = ψ″(x + 16) − Σ_k 2/(x+k)³, k < 16.
        TriGammaPair far = Series(x + 16);
        Vector512<double> near = Vector512.Create(x) + Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), next = near + Vector512.Create(8.0);
        Vector512<double> inverse = Vector512<double>.One / near, nextInverse = Vector512<double>.One / next;
        Vector512<double> square = inverse * inverse, nextSquare = nextInverse * nextInverse;
        Vector512<double> remainder = (square / (near + Vector512<double>.One)) + (nextSquare / (next + Vector512<double>.One));
        Vector512<double> cube = (square * inverse) + (nextSquare * nextInverse);
        return new(far.Remainder + Vector512.Sum(remainder), far.Second - (2 * Vector512.Sum(cube)));
    }

    // r = 1/(2x²) + Σ B_2k/x^(2k+1), ψ″ = −1/x² − 1/x³ − Σ (2k+1) B_2k/x^(2k+2)
    private static TriGammaPair Series(double x)
    {
        double inverse = 1 / x, s = inverse * inverse;
        double first = s * ((1.0 / 6) + (s * ((-1.0 / 30) + (s * ((1.0 / 42) + (s * ((-1.0 / 30) + (s * ((5.0 / 66) + (s * ((-691.0 / 2730) + (s * (7.0 / 6)))))))))))));
        double second = s * (0.5 + (s * ((-1.0 / 6) + (s * ((1.0 / 6) + (s * (-0.3 + (s * ((5.0 / 6) + (s * ((-691.0 / 210) + (s * 17.5))))))))))));
        return new((0.5 * s) + (inverse * first), -s * (1 + inverse + second));
    }
}
