using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Notation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Conformance.Distributions;

/// <summary>Legal parameters near the end of their range give numbers or a refusal in words, never NaN.</summary>
public sealed class ExtremeLaws
{
    public static TheoryData<string> Written =>
    [
        "normal(0, 1e-8)", "normal(1e8, 1e-8)", "normal(-1e150, 1e150)", "lognormal(0, 1e-8)", "lognormal(300, 3)",
        "gamma(1e6, 1)", "gamma(1e-6, 1)", "gamma(1e6, 1e-300)", "inversegamma(1e6, 1)", "inversegamma(1e-6, 1e8)", "inversenormal(1e-8, 1e8)", "inversenormal(1e8, 1e-8)",
        "beta(1e6, 1e6)", "beta(1e-6, 1)", "beta(1e-6, 1e6)", "exponential(1e-300)", "exponential(1e300)", "rayleigh(1e-100)", "pareto(1e-8, 1e6)",
        "bernoulli(1e-300)", "bernoulli(0)", "bernoulli(1)", "binomial(1000000, 1e-300)", "binomial(1000000, 0.5)", "binomial(10, 1)", "poisson(1e-300)", "poisson(1e6)", "poisson(1e12)",
        "geometric(1e-8)", "geometric(0.9999999999)", "negativebinomial(1e6, 0.5)", "negativebinomial(1e-6, 0.5)",
        "categorical(1, 1e-300)", "categorical(0, 1)", "multinomial(50, [0.5, 0, 0.5])", $"categorical({string.Join(',', Enumerable.Repeat("0.005", 200))})", $"dirichlet({string.Join(',', Enumerable.Repeat("0.1", 200))})",
    ];

    [Theory, MemberData(nameof(Written))]
    public void Nothing_is_undefined(string text)
    {
        Distribution distribution = DistributionText.Parse(text);
        DistributionFamily family = distribution.Family;
        ReadOnlySpan<double> parameters = distribution.Parameters.AsSpan();
        Assert.False(double.IsNaN(distribution.Entropy()));
        Assert.Equal(0, family.KullbackLeibler(parameters, parameters));
        Defined(distribution.Metric().AsSpan());
        Matrix<double> outcomes = distribution.Sample(20, RandomStream.FromSeed(1));
        for (int row = 0; row < outcomes.Rows; row++) Assert.False(double.IsNaN(distribution.LogDensity(outcomes.Row(row))));

        // Towards the middle of the domain, far away: infinite where the support is larger, else finite.
        if (Elsewhere(family) is { } other)
        {
            Assert.True(family.KullbackLeibler(parameters, other) > 0);
            Assert.True(family.KullbackLeibler(other, parameters) > 0);
        }

        if (family is not ExponentialFamily regular) return;
        double[] natural = new double[family.Dimension], mean = new double[family.Dimension], back = new double[family.ParameterLength];
        regular.ToNatural(parameters, natural);
        regular.ToMean(parameters, mean);
        Defined(natural);
        Defined(mean);
        try
        {
            regular.FromMean(mean, back);
            Defined(back);
        }
        catch (NumericalException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private static double[]? Elsewhere(DistributionFamily family) => family.Name switch
    {
        "normal" or "lognormal" => [1, 2],
        "gamma" or "inversegamma" or "inversenormal" or "beta" => [2, 3],
        "exponential" or "rayleigh" or "pareto" or "poisson" => [2],
        "bernoulli" or "binomial" or "geometric" or "negativebinomial" => [0.3],
        "dirichlet" => [.. Enumerable.Repeat(2.0, family.ParameterLength)],
        _ => null,
    };

    private static void Defined(ReadOnlySpan<double> values)
    {
        foreach (double value in values) Assert.False(double.IsNaN(value));
    }
}
