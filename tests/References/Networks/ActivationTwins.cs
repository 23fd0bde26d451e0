namespace Neuromanifold.References.Networks;

/// <summary>Activation functions by the textbook, by the names that users write.</summary>
public static class ActivationTwins
{
    public static IReadOnlyDictionary<string, Func<double, double>> ByName { get; } = new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
    {
        ["relu"] = z => z > 0 ? z : 0,
        ["leaky-relu"] = z => z > 0 ? z : 0.01 * z,
        ["elu"] = z => z > 0 ? z : Math.Exp(z) - 1,
        ["selu"] = z => 1.0507009873554804934193349852946 * (z > 0 ? z : 1.6732632423543772848170429916717 * (Math.Exp(z) - 1)),
        ["gelu"] = z => z * NormalDistribution(z),
        ["gelu-tanh"] = z => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z)))),
        ["tanh"] = Math.Tanh,
        ["sigmoid"] = z => 1 / (1 + Math.Exp(-z)),
        ["log-sigmoid"] = z => z > 0 ? -LogOnePlus(Math.Exp(-z)) : z - LogOnePlus(Math.Exp(z)),
        ["softplus"] = z => z > 0 ? z + LogOnePlus(Math.Exp(-z)) : LogOnePlus(Math.Exp(z)),
        ["identity"] = z => z,
    };

    /// <summary>ln(1 + u) for 0 ≤ u ≤ 1, by its own series where the logarithm loses digits.</summary>
    public static double LogOnePlus(double u) => u > 1e-4 ? Math.Log(1 + u) : u * (1 - (u * (0.5 - (u * ((1.0 / 3) - (u / 4))))));

    /// <summary>
    /// The standard normal's distribution function: Laplace's continued fraction z/(1 + …) of the tail beyond 4, where 200 levels of it
    /// are exact, and nearer to zero the series of z + z³/3 + z⁵/(3·5) + …, whose terms all have one sign.
    /// </summary>
    public static double NormalDistribution(double z)
    {
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI), distance = Math.Abs(z);
        double tail = distance;
        for (int level = 200; level > 0; level--) tail = distance + (level / tail);
        tail = density / tail;
        if (distance > 4) return z > 0 ? 1 - tail : tail;
        double sum = z, term = z;
        for (int k = 3; k < 200; k += 2) sum += term *= z * z / k;
        return 0.5 + (density * sum);
    }
}
