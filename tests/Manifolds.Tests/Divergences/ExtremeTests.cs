using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Divergences;

public sealed class ExtremeTests
{
    private const int Stride = 5;

    private static readonly Distribution[] _lines =
    [
        new Normal().At(0, 1), new Normal().At(0, 1e-8), new Normal().At(3, 1e8), new Normal().At(1e6, 1e-3), new Normal().At(100, 1), new FixedLocationLaplace(0.3).At(1e-5),
    ];

    private static readonly Distribution[] _halfLines =
    [
        new Gamma().At(1e6, 1), new Gamma().At(0.01, 1e3), new Gamma().At(1e-8, 1), new LogNormal().At(0, 30), new LogNormal().At(50, 1e-6), new InverseNormal().At(1e4, 1e-4),
        new InverseGamma().At(0.1, 1), new Exponential().At(1e-8), new FixedScalePareto(1.5).At(0.1), new FixedShapeWeibull(7).At(1e3),
    ];

    private static readonly Distribution[] _counts =
    [
        new Poisson().At(1e-8), new Poisson().At(30), new Poisson().At(1e5), NegativeBinomial.Geometric.At(1e-3), NegativeBinomial.Geometric.At(1 - 1e-12), new Binomial(10).At(0.0), new Binomial(400).At(1e-300), new Binomial(10).At(1),
        new Categorical(4).At(1e-300, 0, 0.5, 0.5),
    ];

    public static TheoryData<string> Kinds => [.. DivergenceKinds.All.Select(kind => kind.Usage.Replace(":A", kind.Name == "renyi" ? ":2" : ":0.3", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Kinds))]
    public void Extreme_parameters_give_a_number_or_infinity(string kind)
    {
        Divergence divergence = DivergenceKinds.Parse(kind);
        foreach (Distribution[] comparable in (Distribution[][])[_lines, _halfLines, _counts])
        {
            for (int first = 0; first < comparable.Length; first++)
            {
                // Each kind meets a part of all pairs, another one than its neighbours.
                for (int second = (first + kind.Length) % Stride; second < comparable.Length; second += Stride)
                {
                    (Distribution p, Distribution q) = (comparable[first], comparable[second]);
                    Estimate found = divergence.Between(p, q, new SamplingSettings(500));
                    Assert.True(found.Value >= 0 && found.ErrorEstimate >= 0, $"{kind} of {p} and {q} is {found.Value} ± {found.ErrorEstimate}");
                    if (kind is "tv" or "hellinger" or "squared-hellinger") Assert.True(found.Value <= 1 + 1e-9 + (5 * found.ErrorEstimate), $"{kind} of {p} and {q} is {found.Value} ± {found.ErrorEstimate}");
                }
            }
        }
    }

    [Fact]
    public void Near_pairs_keep_their_digits_in_closed_forms()
    {
        // With ε = 2⁻²⁶ exactly in a double: ½ε² − ⅔·½ε³… of each, by their series in ε.
        double step = Math.ScaleB(1, -26), half = step * step;
        Distribution p = new Normal().At(0, 1), q = new Normal().At(step, 1), wide = new Normal().At(0, 1 + step);
        Assert.Equal(1, Of("kl", p, q) / (0.5 * half), 1e-14);
        Assert.Equal(1, Of("bhattacharyya", p, q) / (0.125 * half), 1e-14);
        Assert.Equal(1, Of("chernoff", p, q) / (0.125 * half), 1e-13);
        Assert.Equal(1, Of("chi2", p, q) / half, 1e-7);
        Assert.Equal(1, Of("kl", p, wide) / (half * (1 - (5.0 / 3 * step))), 1e-14);
        Assert.Equal(1, Of("bhattacharyya", p, wide) / (0.25 * half * (1 - step)), 1e-13);
        Distribution few = new Poisson().At(2), more = new Poisson().At(2 + step);
        Assert.Equal(1, Of("kl", few, more) / (0.25 * half * (1 - (step / 3))), 1e-13);
        Distribution label = new Categorical(2).At(0.5, 0.5), other = new Categorical(2).At(0.5 + step, 0.5 - step);
        Assert.Equal(1, Of("squared-hellinger", label, other) / (0.5 * half), 1e-12);
        Assert.Equal(1, Of("js", label, other) / (0.5 * half), 1e-6);
    }

    [Fact]
    public void Near_pairs_are_integrated_within_their_error()
    {
        foreach (double step in (double[])[1e-2, 1e-4, 1e-6])
        {
            Distribution p = new Normal().At(0, 1), q = new Normal().At(step, 1);
            Estimate js = Divergence.JensenShannon.Between(p, q), tv = Divergence.TotalVariation.Between(p, new Normal().At(0, 1 + step));
            Assert.InRange(Math.Abs(js.Value - (step * step / 8)), 0, (0.1 * step * step * step) + js.ErrorEstimate);
            Assert.InRange(js.ErrorEstimate, 0, 1e-3 * js.Value);

            // ½E|y² − 1|·step to first order.
            double first = 2 * Math.Exp(-0.5) / Math.Sqrt(2 * Math.PI) * step;
            Assert.InRange(Math.Abs(tv.Value - first), 0, (2 * step * step) + tv.ErrorEstimate);
        }
    }

    [Fact]
    public void Total_variation_of_normals_is_the_integral_near_and_far()
    {
        RandomSequence random = RandomStream.FromSeed(4).From();
        for (int draw = 0; draw < 40; draw++)
        {
            double mean = 3 * random.NextNormal(), sd = Math.Exp(2 * random.NextNormal()), other = draw % 4 == 0 ? sd : Math.Exp(2 * random.NextNormal());
            Distribution p = new Normal().At(mean, sd), q = new Normal().At(-1, other);
            Estimate closed = Divergence.TotalVariation.Between(p, q), integral = Divergence.FromGenerator("variation", x => 0.5 * Math.Abs(x - 1), 0.5, 0.5).Between(p, q);
            Assert.Equal(EstimateMethod.ClosedForm, closed.Method);
            Assert.InRange(Math.Abs(integral.Value - closed.Value), 0, integral.ErrorEstimate + 1e-13);
            Assert.InRange(integral.ErrorEstimate, 0, 1e-10);
        }
    }

    [Fact]
    public void Densities_far_apart_keep_the_logarithm_of_their_overlap()
    {
        // ∫ √(pq) of normals 200 deviations apart underflows; its logarithm is −200²/8.
        Assert.Equal(5000, Of("bhattacharyya", new Normal().At(0, 1), new Normal().At(200, 1)), 1e-8);
        Estimate integrated = Divergence.Bhattacharyya.Between(new Normal().At(0, 1), new FixedLocationLaplace(2000).At(1));
        Assert.Equal(EstimateMethod.Quadrature, integrated.Method);

        // √(pq) = (8π)^(−¼) exp(−y²/4 − ½(2000 − y))/… has its mode at y = 1: ¼ − 1000 beside the constants of normalisation.
        double expected = 1000 - 0.25 + (0.25 * Math.Log(2 * Math.PI)) + (0.5 * Math.Log(2)) - (0.5 * Math.Log(4 * Math.PI));
        Assert.Equal(expected, integrated.Value, 1e-9);
        Assert.Equal(double.PositiveInfinity, Of("bhattacharyya", new Binomial(1).At(0.0), new Binomial(1).At(1)));
    }

    private static double Of(string kind, Distribution p, Distribution q) => DivergenceKinds.Parse(kind).Between(p, q).Value;
}
