using System.Globalization;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>
/// How far a distribution Q is from a distribution P: zero where both are the same, else positive, perhaps infinite; most are neither
/// symmetric nor do they obey the triangle inequality. P comes first:
/// <see cref="KullbackLeibler"/> is KL(P ‖ Q). <see cref="DivergenceKinds"/> has them by name.
/// </summary>
/// <remarks>
/// Within one exponential family closed forms in the log-partition; sums where outcomes are finitely many; adaptive quadrature over
/// numbers; sampling elsewhere. The families may differ where their outcomes are of one kind.
/// </remarks>
public abstract class Divergence
{
    private protected Divergence(string name) => Name = name;

    /// <summary>As a user writes it: "kl", "alpha:0.5".</summary>
    public string Name { get; }

    /// <summary>∫ p ln(p/q).</summary>
    public static Divergence KullbackLeibler { get; } = new IntegralDivergence("kl", Integrands.Relative, Relative);

    /// <summary>∫ q ln(q/p).</summary>
    public static Divergence ReverseKullbackLeibler { get; } = new IntegralDivergence("reverse-kl", (logP, logQ) => Integrands.Relative(logQ, logP), (p, q) => Relative(q, p));

    /// <summary>∫ (p − q) ln(p/q), the sum of both relative entropies.</summary>
    public static Divergence Jeffreys { get; } = new IntegralDivergence("jeffreys", Integrands.Jeffreys, Symmetric);

    /// <summary>½ KL(P ‖ M) + ½ KL(Q ‖ M), M = ½(P + Q): at most ln 2. [Lin91]</summary>
    public static Divergence JensenShannon { get; } = new IntegralDivergence("js", (logP, logQ) => Integrands.JensenShannon(0.5, logP, logQ), (_, _) => null);

    /// <summary>½ ∫ |p − q|, from 0 to 1; between normal distributions by the points where their densities cross.</summary>
    public static Divergence TotalVariation { get; } = new IntegralDivergence("tv", Integrands.TotalVariation, NormalTotalVariation.Closed, kink: true);

    /// <summary>∫ (p − q)²/q, Pearson's χ².</summary>
    public static Divergence Pearson { get; } = PowerDivergence("chi2", 2, 2);

    /// <summary>∫ (p − q)²/p, Neyman's χ².</summary>
    public static Divergence Neyman { get; } = PowerDivergence("neyman", -1, 2);

    /// <summary>1 − ∫ √(pq), from 0 to 1.</summary>
    public static Divergence SquaredHellinger { get; } = PowerDivergence("squared-hellinger", 0.5, 0.25);

    /// <summary>√(1 − ∫ √(pq)), from 0 to 1: a distance.</summary>
    public static Divergence Hellinger { get; } = new RootDivergence("hellinger", SquaredHellinger);

    /// <summary>−ln ∫ √(pq).</summary>
    public static Divergence Bhattacharyya { get; } = new OverlapDivergence("bhattacharyya", 0.5, -1);

    /// <summary>max −ln ∫ pˢ q^(1 − s) over s from 0 to 1; a <see cref="ChernoffEstimate"/> with the best s. [Nielsen13]</summary>
    public static Divergence Chernoff { get; } = new ChernoffInformation();

    /// <summary>w KL(P ‖ M) + (1 − w) KL(Q ‖ M), M = wP + (1 − w)Q, 0 &lt; w &lt; 1. [Lin91]</summary>
    public static Divergence SkewJensenShannon(double weight)
    {
        if (weight is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight lies between 0 and 1.");
        return new IntegralDivergence(Named("skew-js", weight), (logP, logQ) => Integrands.JensenShannon(weight, logP, logQ), (_, _) => null);
    }

    /// <summary>4/(1 − α²) (1 − ∫ p^((1 − α)/2) q^((1 + α)/2)); KL(P ‖ Q) at α = −1, KL(Q ‖ P) at α = 1. [Amari16], ch. 4.</summary>
    public static Divergence Alpha(double alpha) => PowerDivergence(Named("alpha", Finite(alpha)), 0.5 * (1 - alpha), 1);

    /// <summary>(∫ p^a q^(1 − a) − 1)/(a − 1), a > 0; KL(P ‖ Q) at a = 1. [Tsallis88]</summary>
    public static Divergence Tsallis(double order) => PowerDivergence(Named("tsallis", Positive(order)), order, order);

    /// <summary>ln ∫ p^a q^(1 − a)/(a − 1), a > 0; KL(P ‖ Q) at a = 1. [Renyi61]</summary>
    public static Divergence Renyi(double order) => Positive(order) == 1
        ? new IntegralDivergence(Named("renyi", order), Integrands.Relative, Relative)
        : new OverlapDivergence(Named("renyi", order), order, 1 / (order - 1));

    /// <summary>
    /// −ln ∫ p^a q^(1 − a), 0 &lt; a &lt; 1: between members of an exponential family the skew Jensen divergence of its log-partition,
    /// aF(θ) + (1 − a)F(θ′) − F(aθ + (1 − a)θ′) [Nielsen13].
    /// </summary>
    public static Divergence SkewJensen(double skew)
    {
        if (skew is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(skew), skew, "A skew lies between 0 and 1.");
        return new OverlapDivergence(Named("skew-jensen", skew), skew, -1);
    }

    /// <summary>
    /// ∫ q f(p/q) for a convex f with f(1) = 0, by integration. Near pairs lose digits where f′(1) is not zero: add c(1 − x), which
    /// changes nothing else.
    /// </summary>
    /// <param name="name">What to call it.</param>
    /// <param name="generator">f at positive numbers.</param>
    /// <param name="atZero">lim f(x) for x → 0, perhaps infinite.</param>
    /// <param name="slopeAtInfinity">lim f(x)/x for x → ∞, perhaps infinite.</param>
    public static Divergence FromGenerator(string name, Func<double, double> generator, double atZero, double slopeAtInfinity) =>
        new IntegralDivergence(name, (logP, logQ) => Integrands.Generated(generator, atZero, slopeAtInfinity, logP, logQ), (_, _) => null, kink: true);

    /// <summary>D(P, Q); exactly zero where P and Q are the same.</summary>
    /// <exception cref="InvalidInputException">Outcomes of different kinds.</exception>
    public Estimate Between(Distribution p, Distribution q, SamplingSettings? settings = null)
    {
        PairIntegral.RequireSameOutcomes(p, q);
        return Same(p, q) ? Vanishing() : Compute(p, q, settings);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private protected abstract Estimate Compute(Distribution p, Distribution q, SamplingSettings? settings);

    private protected virtual Estimate Vanishing() => Estimate.Exact(0);

    private static bool Same(Distribution p, Distribution q) =>
        p.Family.Equals(q.Family) && p.Parameters.AsSpan().SequenceEqual(q.Parameters.AsSpan());

    // factor · (1 − ∫ pˢ q^(1 − s))/(s(1 − s)), whose limits at s = 1 and 0 are both relative entropies.
    private static IntegralDivergence PowerDivergence(string name, double s, double factor)
    {
        return new(name, (logP, logQ) => Integrands.Power(s, logP, logQ), Closed, factor);

        Estimate? Closed(Distribution p, Distribution q) => s switch
        {
            1 => Relative(p, q),
            0 => Relative(q, p),
            _ => LogOverlap.Closed(p, q, s) is { } log ? Estimate.Exact(-factor * Integrands.ExponentialMinusOne(log) / (s * (1 - s))) : null,
        };
    }

    private static double Finite(double value) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A parameter is finite.");

    private static double Positive(double value) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An order is positive and finite.");

    private static string Named(string name, double parameter) => string.Create(CultureInfo.InvariantCulture, $"{name}:{parameter:R}");

    private static Estimate? Relative(Distribution p, Distribution q) =>
        p.Family.Equals(q.Family) && p.Family.KullbackLeibler(p.Parameters.AsSpan(), q.Parameters.AsSpan()) is { } value && !double.IsNaN(value) ? Estimate.Exact(value) : null;

    private static Estimate? Symmetric(Distribution p, Distribution q) =>
        Relative(p, q) is { } forward && Relative(q, p) is { } backward ? Estimate.Exact(forward.Value + backward.Value) : null;
}
