using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Numerics.Tests.SpecialFunctions;

public sealed class GammaFunctionTests
{
    // ψ(1) = −γ, ψ(½) = −γ − 2 ln 2, ψ′(1) = π²/6, ψ′(½) = π²/2, ψ″(1) = −2ζ(3), ψ‴(1) = π⁴/15, ψ⁗(1) = −24ζ(5). [Olver24], 5.4 and 5.15
    [Theory]
    [InlineData(0, 1, -0.57721566490153286061)]
    [InlineData(0, 0.5, -1.9635100260214234794)]
    [InlineData(1, 1, 1.6449340668482264365)]
    [InlineData(1, 0.5, 4.9348022005446793094)]
    [InlineData(2, 1, -2.4041138063191885708)]
    [InlineData(3, 1, 6.4939394022668291491)]
    [InlineData(4, 1, -24.886266123440878232)]
    public void Polygamma_has_its_known_values(int order, double x, double expected) => Assert.Equal(1, PolyGamma.Of(order, x) / expected, 2e-15);

    [Fact]
    public void Polygamma_obeys_duplication()
    {
        // 2^(m+1) ψ⁽ᵐ⁾(2x) = ψ⁽ᵐ⁾(x) + ψ⁽ᵐ⁾(x + ½), and ψ(2x) = ½(ψ(x) + ψ(x + ½)) + ln 2.
        for (double x = 1e-4; x < 1e7; x *= 1.7)
        {
            double sum = 0.5 * (PolyGamma.DiGamma(x) + PolyGamma.DiGamma(x + 0.5));
            Assert.Equal(PolyGamma.DiGamma(2 * x), sum + Math.Log(2), 2e-15 * (1 + Math.Abs(sum)));
            for (int order = 1; order <= 4; order++)
                Assert.Equal(1, (PolyGamma.Of(order, x) + PolyGamma.Of(order, x + 0.5)) / Math.Pow(2, order + 1) / PolyGamma.Of(order, 2 * x), 4e-15);
        }
    }

    [Fact]
    public void Remainders_are_what_is_left_of_the_leading_terms()
    {
        for (double x = 0.01; x < 40; x *= 1.3)
        {
            Assert.Equal(PolyGamma.TriGamma(x) - (1 / x), PolyGamma.TriGammaRemainder(x), 1e-14 * PolyGamma.TriGamma(x));
            Assert.Equal(PolyGamma.DiGamma(x) - Math.Log(x), PolyGamma.DiGammaRemainder(x), 1e-14 * (1 + Math.Abs(PolyGamma.DiGamma(x))));
            Assert.Equal(LogGamma.Of(x) - (x * Math.Log(x)) + x, LogGamma.Remainder(x), 1e-13 * (1 + (x * Math.Abs(Math.Log(x)))));
        }

        // Far out two terms suffice, and the difference of the whole functions would keep no digit.
        Assert.Equal(1, PolyGamma.TriGammaRemainder(1e9) / ((0.5e-18) + (1e-27 / 6)), 1e-15);
        Assert.Equal(1, PolyGamma.DiGammaRemainder(1e9) / (-0.5e-9 - (1e-18 / 12)), 1e-15);
    }

    [Fact]
    public void Log_gamma_obeys_its_recurrence_on_both_sides_of_the_series()
    {
        Assert.Equal(0, LogGamma.Of(1), 1e-14);
        for (double x = 0.1; x < 1e6; x *= 1.4) Assert.Equal(LogGamma.Of(x) + Math.Log(x), LogGamma.Of(x + 1), 2e-14 + (2e-15 * LogGamma.Of(x + 1)));
        Assert.Equal(0.5 * Math.Log(Math.PI), LogGamma.Of(0.5), 1e-14);
        Assert.Equal(Math.Log(24), LogGamma.Of(5), 1e-14);
    }

    [Fact]
    public void What_is_not_positive_gives_no_number()
    {
        foreach (double x in (double[])[0, -1, double.NaN])
        {
            Assert.True(double.IsNaN(PolyGamma.DiGamma(x)));
            Assert.True(double.IsNaN(PolyGamma.TriGamma(x)));
            Assert.True(double.IsNaN(PolyGamma.TriGammaRemainder(x)));
        }
    }

    // E₁(1) = 0.21938393439552027368, E₁(0.1) = 1.8229239584193906661, E₁(10) = 4.1569689296853242774e-6 [Olver24], 6.18
    [Theory]
    [InlineData(0.1, 1.8229239584193906661)]
    [InlineData(1, 0.21938393439552027368)]
    [InlineData(10, 4.1569689296853242774e-6)]
    public void Exponential_integral_has_its_known_values(double x, double expected) => Assert.Equal(1, ExponentialIntegral.Scaled(x) / Math.Exp(x) / expected, 1e-14);
}
