using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>All divergences by name.</summary>
public static class DivergenceKinds
{
    private const string Number = "a number", Order = "a number > 0", Share = "a number between 0 and 1, both excluded";

    /// <summary>In the order of a manual.</summary>
    public static ImmutableArray<DivergenceKind> All { get; } =
    [
        new("kl", null, "KL(P ‖ Q) = ∫ p ln(p/q)", _ => Divergence.KullbackLeibler),
        new("reverse-kl", null, "KL(Q ‖ P)", _ => Divergence.ReverseKullbackLeibler),
        new("jeffreys", null, "KL(P ‖ Q) + KL(Q ‖ P)", _ => Divergence.Jeffreys),
        new("js", null, "Jensen–Shannon: ½ KL(P ‖ M) + ½ KL(Q ‖ M), M = ½(P + Q)", _ => Divergence.JensenShannon),
        new("skew-js", Share, "A KL(P ‖ M) + (1 − A) KL(Q ‖ M), M = AP + (1 − A)Q", weight => weight is > 0 and < 1 ? Divergence.SkewJensenShannon(weight) : null),
        new("alpha", Number, "Amari's: 4/(1 − A²) (1 − ∫ p^((1 − A)/2) q^((1 + A)/2)); A = −1 is kl", alpha => double.IsFinite(alpha) ? Divergence.Alpha(alpha) : null),
        new("renyi", Order, "Rényi's: ln ∫ p^A q^(1 − A)/(A − 1); A = 1 is kl", order => IsOrder(order) ? Divergence.Renyi(order) : null),
        new("tsallis", Order, "Tsallis's: (∫ p^A q^(1 − A) − 1)/(A − 1); A = 1 is kl", order => IsOrder(order) ? Divergence.Tsallis(order) : null),
        new("skew-jensen", Share, "−ln ∫ p^A q^(1 − A), the skew Jensen divergence of the log-partition", skew => skew is > 0 and < 1 ? Divergence.SkewJensen(skew) : null),
        new("chi2", null, "Pearson's: ∫ (p − q)²/q", _ => Divergence.Pearson),
        new("neyman", null, "Neyman's χ²: ∫ (p − q)²/p", _ => Divergence.Neyman),
        new("hellinger", null, "√(1 − ∫ √(pq)), a distance from 0 to 1", _ => Divergence.Hellinger),
        new("squared-hellinger", null, "1 − ∫ √(pq)", _ => Divergence.SquaredHellinger),
        new("bhattacharyya", null, "−ln ∫ √(pq)", _ => Divergence.Bhattacharyya),
        new("chernoff", null, "Chernoff information: the largest −ln ∫ p^s q^(1 − s), and its s", _ => Divergence.Chernoff),
        new("tv", null, "total variation: ½ ∫ |p − q|, a distance from 0 to 1", _ => Divergence.TotalVariation),
    ];

    /// <summary>The divergence that a text as "kl" or "renyi:0.5" names.</summary>
    /// <exception cref="InvalidInputException">No such divergence, with the list of them; a parameter that is missing, needless or outside its domain.</exception>
    public static Divergence Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon];
        DivergenceKind kind = All.FirstOrDefault(kind => kind.Name == name)
            ?? throw new InvalidInputException("The kind of divergence", $"'{name}'", $"one of {string.Join(", ", All.Select(kind => kind.Usage))}", NearestName.Question(name, All.Select(kind => kind.Name)));
        if (kind.Parameter is null)
            return colon < 0 ? kind.Create(0)! : throw new InvalidInputException($"The divergence '{name}'", $"'{text[colon..]}' after its name", "the name alone, for it has no parameter");
        if (colon < 0) throw new InvalidInputException($"The divergence '{name}'", "no parameter", $"'{kind.Usage}' with {kind.Parameter} for A");
        string parameter = text[(colon + 1)..];
        bool parsed = double.TryParse(parameter, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return (parsed ? kind.Create(value) : null) ?? throw new InvalidInputException($"The parameter of the divergence '{name}'", $"'{parameter}'", kind.Parameter);
    }

    private static bool IsOrder(double order) => order > 0 && double.IsFinite(order);
}
