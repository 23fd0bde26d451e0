namespace Neuromanifold.References.Networks;

/// <summary>Activation functions by the textbook, by the names that users write.</summary>
public static class ActivationTwins
{
    public static IReadOnlyDictionary<string, Func<double, double>> ByName { get; } = new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
    {
        ["relu"] = z => z > 0 ? z : 0,
        ["leaky-relu"] = z => z > 0 ? z : 0.01 * z,
        ["elu"] = z => z > 0 ? z : Math.Exp(z) - 1,
        ["tanh"] = Math.Tanh,
        ["sigmoid"] = z => 1 / (1 + Math.Exp(-z)),
        ["log-sigmoid"] = z => z > 0 ? -LogOnePlus(Math.Exp(-z)) : z - LogOnePlus(Math.Exp(z)),
        ["softplus"] = z => z > 0 ? z + LogOnePlus(Math.Exp(-z)) : LogOnePlus(Math.Exp(z)),
        ["identity"] = z => z,
    };

    /// <summary>ln(1 + u) for 0 ≤ u ≤ 1, by its own series where the logarithm loses digits.</summary>
    public static double LogOnePlus(double u) => u > 1e-4 ? Math.Log(1 + u) : u * (1 - (u * (0.5 - (u * ((1.0 / 3) - (u / 4))))));
}
