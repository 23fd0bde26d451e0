using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Divergences;

public sealed class IdentityTests
{
    // What a plain rule makes of a kink.
    private const double KinkTolerance = 5e-5;

    private static readonly string[] _kinds =
    [
        "kl", "reverse-kl", "jeffreys", "js", "skew-js:0.3", "alpha:-3", "alpha:-1", "alpha:0.5", "alpha:1", "alpha:3", "renyi:0.3", "renyi:1", "renyi:2", "tsallis:0.5", "tsallis:1.5",
        "skew-jensen:0.2", "chi2", "neyman", "hellinger", "squared-hellinger", "bhattacharyya", "chernoff", "tv",
    ];

    public static TheoryData<string> Families => ["normal", "gamma", "beta", "lognormal", "inversenormal", "exponential", "poisson", "geometric", "binomial", "categorical"];

    [Theory, MemberData(nameof(Families))]
    public void Closed_forms_are_the_integrals(string family)
    {
        foreach ((Distribution p, Distribution q) in Pairs(family, 4))
        {
            foreach ((string kind, Func<double, double, double> integrand, Func<double, double> value) in Definitions())
            {
                Estimate closed = DivergenceKinds.Parse(kind).Between(p, q);
                if (double.IsInfinity(closed.Value)) continue;
                double expected = value(Plain(p, q, integrand));
                Assert.Equal(expected, closed.Value, ((kind == "tv" ? KinkTolerance : 1e-9) * (1 + Math.Abs(expected))) + closed.ErrorEstimate);
            }
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Nothing_is_between_a_distribution_and_itself(string family)
    {
        (Distribution p, _) = Pairs(family, 1).Single();
        foreach (string kind in _kinds) Assert.Equal((0.0, 0.0), DivergenceKinds.Parse(kind).Between(p, p.Family.At(p.Parameters.AsSpan())) switch { var zero => (zero.Value, zero.ErrorEstimate) });
    }

    [Theory, MemberData(nameof(Families))]
    public void Divergences_are_related_as_they_should_be(string family)
    {
        foreach ((Distribution p, Distribution q) in Pairs(family, 3))
        {
            double kl = Of("kl", p, q), reverse = Of("reverse-kl", p, q), tv = Of("tv", p, q), square = Of("squared-hellinger", p, q), js = Of("js", p, q), bhattacharyya = Of("bhattacharyya", p, q);
            Close(kl, Of("reverse-kl", q, p));
            Close(kl + reverse, Of("jeffreys", p, q));
            Close(kl, Of("alpha:-1", p, q));
            Close(reverse, Of("alpha:1", p, q));
            Close(kl, Of("alpha:-0.9999999", p, q), 1e-6);
            Close(reverse, Of("alpha:0.9999999", p, q), 1e-6);
            Close(kl, Of("renyi:0.9999999", p, q), 1e-6);
            Close(kl, Of("tsallis:0.9999999", p, q), 1e-6);
            Close(-Math.Log(1 - square), bhattacharyya, 1e-11);
            Close(bhattacharyya, Of("skew-jensen:0.5", p, q));
            Close(2 * bhattacharyya, Of("renyi:0.5", p, q));
            Close(Of("skew-jensen:0.3", p, q), Of("skew-jensen:0.7", q, p));
            Close(Of("chi2", p, q), Of("neyman", q, p));
            Close(Of("chi2", p, q), 2 * Of("alpha:-3", p, q));
            Close(js, Of("js", q, p), 1e-10);

            // Pinsker; Le Cam; the bounds of the Jensen–Shannon divergence and of Chernoff's information by Bhattacharyya's distance.
            Assert.True(2 * tv * tv <= kl * (1 + 1e-12));
            Assert.InRange(tv, square * (1 - 1e-12), Math.Sqrt(square * (2 - square)) * (1 + 1e-12));
            Assert.InRange(js, 0, Math.Min(Math.Log(2) * tv * (1 + 1e-9), 0.25 * (kl + reverse)));
            ChernoffEstimate chernoff = Assert.IsType<ChernoffEstimate>(DivergenceKinds.Parse("chernoff").Between(p, q));
            Assert.InRange(chernoff.Value, bhattacharyya * (1 - 1e-12), Math.Min(kl, reverse));
            foreach (double skew in (double[])[chernoff.Exponent - 0.01, chernoff.Exponent + 0.01])
                Assert.True(Divergence.SkewJensen(skew).Between(p, q).Value <= chernoff.Value * (1 + 1e-12));
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void To_second_order_all_are_half_the_squared_length(string family)
    {
        foreach ((Distribution p, _) in Pairs(family, 2))
        {
            double[] coordinates = p.Coordinates(), parameters = new double[p.Family.ParameterLength];
            double metric = p.Metric()[0, 0], before = coordinates[0];
            coordinates[0] += 1e-5 / Math.Sqrt(metric);
            double step = coordinates[0] - before, expected = 0.5 * step * step * metric;
            p.Family.FromCoordinates(coordinates, parameters);
            Distribution q = p.Family.At(parameters);
            foreach ((string kind, double factor) in new (string, double)[] { ("kl", 1), ("reverse-kl", 1), ("jeffreys", 2), ("js", 0.25), ("alpha:0.4", 1), ("renyi:3", 3), ("chi2", 2), ("squared-hellinger", 0.25), ("bhattacharyya", 0.25), ("chernoff", 0.25), ("skew-js:0.2", 0.16) })
                Assert.Equal(1, Of(kind, p, q) / (factor * expected), 1e-3);
        }
    }

    [Fact]
    public void Forgetting_what_was_seen_brings_nothing_apart()
    {
        // Labels merged, and sums of trials kept instead of each label's count.
        RandomSequence random = RandomStream.FromSeed(3).From();
        foreach (string kind in _kinds)
        {
            double[] first = Simplex(4, ref random), second = Simplex(4, ref random);
            Distribution p = new Categorical(4).At(first), q = new Categorical(4).At(second);
            Distribution merged = new Categorical(3).At(first[0] + first[1], first[2], first[3]), other = new Categorical(3).At(second[0] + second[1], second[2], second[3]);
            Assert.True(Of(kind, merged, other) <= Of(kind, p, q) * (1 + 1e-12));
            Distribution counts = new Multinomial(3, 4).At(first), otherCounts = new Multinomial(3, 4).At(second);
            Distribution trials = new Binomial(3).At(first[0]), otherTrials = new Binomial(3).At(second[0]);
            Assert.True(Of(kind, trials, otherTrials) <= Of(kind, counts, otherCounts) * (1 + 1e-12));
        }
    }

    [Fact]
    public void A_generator_gives_the_divergence_it_generates()
    {
        Distribution p = new Gamma().At(2, 1), q = new LogNormal().At(0.3, 0.8);
        Divergence chi2 = Divergence.FromGenerator("χ²", x => (x - 1) * (x - 1), 1, double.PositiveInfinity);
        Close(Of("chi2", p, q), chi2.Between(p, q).Value, 1e-11);
        Divergence variation = Divergence.FromGenerator("variation", x => 0.5 * Math.Abs(x - 1), 0.5, 0.5);
        Close(Of("tv", p, q), variation.Between(p, q).Value, 1e-11);
        Divergence relative = Divergence.FromGenerator("relative entropy", x => (x * Math.Log(x)) - x + 1, 1, double.PositiveInfinity);
        Assert.Equal(double.PositiveInfinity, relative.Between(p, new FixedScalePareto(1).At(2)).Value);
        Assert.Equal(Math.Exp(-1) * 2, Divergence.FromGenerator("half", x => 0.5 * Math.Abs(x - 1), 0.5, 0.5).Between(p, new Gamma().At(2, 1)).Value + (2 * Math.Exp(-1)), 1e-15);
    }

    [Fact]
    public void What_has_no_formula_is_sampled_within_its_error()
    {
        // Dirichlet distributions with two components are beta distributions, whose Jensen–Shannon divergence is an integral.
        Distribution p = new Dirichlet(2).At(2, 3), q = new Dirichlet(2).At(5, 1);
        double exact = Of("js", new Beta().At(2, 3), new Beta().At(5, 1));
        Estimate sampled = Divergence.JensenShannon.Between(p, q, new SamplingSettings(40_000, 11));
        Assert.Equal(EstimateMethod.MonteCarlo, sampled.Method);
        Assert.Equal((40_000, 11L), (sampled.Samples, sampled.Seed));
        Assert.InRange(sampled.ErrorEstimate, 1e-5, 0.01);

        // A false alarm in 10⁶ seeds.
        Assert.InRange(Math.Abs(sampled.Value - exact), 0, 4.8916 * sampled.ErrorEstimate);
    }

    [Fact]
    public void Outcomes_of_different_kinds_are_refused_by_name()
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => Divergence.KullbackLeibler.Between(new Normal().At(0, 1), new Poisson().At(1)));
        Assert.Contains("'normal'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'poisson'", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => Divergence.TotalVariation.Between(new Multinomial(3, 2).At(0.5, 0.5), new Multinomial(4, 2).At(0.5, 0.5)));
    }

    [Fact]
    public void Kinds_are_read_by_name_and_wrong_ones_refused()
    {
        Assert.Equal("renyi:0.25", DivergenceKinds.Parse("renyi:0.25").Name);
        Assert.Contains("bhattacharyya", Assert.Throws<InvalidInputException>(() => DivergenceKinds.Parse("battacharyya")).Message, StringComparison.Ordinal);
        foreach (string wrong in (string[])["", "renyi", "renyi:", "renyi:0", "renyi:NaN", "renyi:-1", "kl:2", "alpha:∞", "alpha:x", "skew-js:1", "skew-jensen:0", "tsallis:-2"])
            Assert.Throws<InvalidInputException>(() => DivergenceKinds.Parse(wrong));
        foreach (DivergenceKind kind in DivergenceKinds.All)
        {
            Assert.NotEmpty(kind.Description);
            Assert.Equal(kind.Parameter is null ? kind.Name : $"{kind.Name}:0.5", DivergenceKinds.Parse(kind.Usage.Replace(":A", ":0.5", StringComparison.Ordinal)).Name);
        }
    }

    private static (string Kind, Func<double, double, double> Integrand, Func<double, double> Value)[] Definitions() =>
    [
        ("kl", (p, q) => Math.Exp(p) * (p - q), x => x),
        ("jeffreys", (p, q) => (Math.Exp(p) - Math.Exp(q)) * (p - q), x => x),
        ("js", Half, x => x),
        ("alpha:0.5", (p, q) => Math.Exp((0.25 * p) + (0.75 * q)), x => 4 / 0.75 * (1 - x)),
        ("alpha:2", (p, q) => Math.Exp((-0.5 * p) + (1.5 * q)), x => -4.0 / 3 * (1 - x)),
        ("renyi:0.3", (p, q) => Math.Exp((0.3 * p) + (0.7 * q)), x => Math.Log(x) / -0.7),
        ("renyi:1.2", (p, q) => Math.Exp((1.2 * p) - (0.2 * q)), x => Math.Log(x) / 0.2),
        ("tsallis:0.5", (p, q) => Math.Exp(0.5 * (p + q)), x => 2 * (1 - x)),
        ("chi2", (p, q) => Math.Exp((2 * p) - q), x => x - 1),
        ("bhattacharyya", (p, q) => Math.Exp(0.5 * (p + q)), x => -Math.Log(x)),
        ("hellinger", (p, q) => Math.Exp(0.5 * (p + q)), x => Math.Sqrt(1 - x)),
        ("tv", (p, q) => 0.5 * Math.Abs(Math.Exp(p) - Math.Exp(q)), x => x),
    ];

    private static double Half(double logP, double logQ)
    {
        double p = Math.Exp(logP), q = Math.Exp(logQ), middle = Math.Log(0.5 * (p + q));
        return 0.5 * ((p * (logP - middle)) + (q * (logQ - middle)));
    }

    // By a plain trapezoidal rule, or a plain sum, of the textbook's integrand.
    private static double Plain(Distribution p, Distribution q, Func<double, double, double> integrand)
    {
        double sum = 0;
        if (p.Family.Outcomes is OutcomeSpace.Integers integers)
        {
            for (int y = integers.First; y <= (integers.Last ?? 5000); y++) Add(y, 1);
            return sum;
        }

        const double Step = 1.0 / 64;
        OutcomeSpace.Interval interval = (OutcomeSpace.Interval)p.Family.Outcomes;
        for (double t = -5; t <= 5; t += Step)
        {
            double inner = 0.5 * Math.PI * Math.Sinh(t), speed = 0.5 * Math.PI * Math.Cosh(t);
            if (double.IsFinite(interval.High)) Add(1 / (1 + Math.Exp(-2 * inner)), Step * 0.5 * speed / Math.Cosh(inner) / Math.Cosh(inner));
            else if (double.IsFinite(interval.Low)) Add(Math.Exp(inner), Step * Math.Exp(inner) * speed);
            else Add(Math.Sinh(inner), Step * Math.Cosh(inner) * speed);
        }

        return sum;

        void Add(double y, double weight)
        {
            double logP = p.LogDensity(y), logQ = q.LogDensity(y);
            if (double.IsFinite(logP) && double.IsFinite(logQ) && double.IsFinite(weight) && Math.Max(logP, logQ) > -700) sum += weight * integrand(logP, logQ);
        }
    }

    private static IEnumerable<(Distribution P, Distribution Q)> Pairs(string family, int count)
    {
        for (int seed = 0; seed < count; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).Split(family).From();
            yield return (Draw(family, ref random), Draw(family, ref random));
        }
    }

    private static Distribution Draw(string family, ref RandomSequence random) => family switch
    {
        "normal" => new Normal().At(random.NextNormal(), Scale(ref random)),
        "gamma" => new Gamma().At(2 * Scale(ref random), Scale(ref random)),
        "beta" => new Beta().At(2 * Scale(ref random), 2 * Scale(ref random)),
        "lognormal" => new LogNormal().At(random.NextNormal(), Scale(ref random)),
        "inversenormal" => new InverseNormal().At(Scale(ref random), Scale(ref random)),
        "exponential" => new Exponential().At(Scale(ref random)),
        "poisson" => new Poisson().At(4 * Scale(ref random)),
        "geometric" => NegativeBinomial.Geometric.At(0.2 + (0.6 * random.NextUniform())),
        "binomial" => new Binomial(10).At(0.1 + (0.8 * random.NextUniform())),
        _ => new Categorical(4).At(Simplex(4, ref random)),
    };

    private static double Scale(ref RandomSequence random) => Math.Exp(0.3 * random.NextNormal());

    private static double[] Simplex(int count, ref RandomSequence random)
    {
        double[] weights = new double[count];
        for (int place = 0; place < count; place++) weights[place] = 0.1 + random.NextUniform();
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static double Of(string kind, Distribution p, Distribution q) => DivergenceKinds.Parse(kind).Between(p, q).Value;

    private static void Close(double expected, double actual, double relative = 1e-12)
    {
        if (expected != actual) Assert.Equal(expected, actual, relative * (1 + Math.Abs(expected)));
    }
}
