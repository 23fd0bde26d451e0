namespace Neuromanifold.References.Optimisers;

/// <summary>First-order rules as their papers write them, which is not always as they are computed best.</summary>
public static class FirstOrderTwins
{
    public static UpdateTwin GradientDescent(double weightDecay) => (θ, g, γ, _) =>
    {
        for (int i = 0; i < θ.Length; i++) θ[i] -= γ * (g[i] + (weightDecay * θ[i]));
    };

    /// <summary>Polyak's form, θ′ = θ − γ d + μ (θ − the θ before).</summary>
    public static UpdateTwin Momentum(int length, double μ, double weightDecay)
    {
        double[]? before = null;
        return (θ, g, γ, _) =>
        {
            double[] at = [.. θ];
            before ??= at;
            for (int i = 0; i < length; i++) θ[i] = at[i] - (γ * (g[i] + (weightDecay * at[i]))) + (μ * (at[i] - before[i]));
            before = at;
        };
    }

    /// <summary>Sutskever's form: velocity u and position p apart, the gradient taken at θ = p + μ u.</summary>
    public static UpdateTwin Nesterov(int length, double μ, double weightDecay)
    {
        double[] velocity = new double[length];
        return (θ, g, γ, _) =>
        {
            for (int i = 0; i < length; i++)
            {
                double position = θ[i] - (μ * velocity[i]);
                velocity[i] = (μ * velocity[i]) - (γ * (g[i] + (weightDecay * θ[i])));
                position += velocity[i];
                θ[i] = position + (μ * velocity[i]);
            }
        };
    }

    public static UpdateTwin Adagrad(int length, double epsilon, double weightDecay)
    {
        double[] sum = new double[length];
        return (θ, g, γ, _) =>
        {
            for (int i = 0; i < length; i++)
            {
                double d = g[i] + (weightDecay * θ[i]);
                sum[i] += d * d;
                θ[i] -= γ / (Math.Sqrt(sum[i]) + epsilon) * d;
            }
        };
    }

    public static UpdateTwin RootMeanSquarePropagation(int length, double ρ, double epsilon, double weightDecay)
    {
        double[] mean = new double[length];
        return (θ, g, γ, _) =>
        {
            for (int i = 0; i < length; i++)
            {
                double d = g[i] + (weightDecay * θ[i]);
                mean[i] = (ρ * mean[i]) + ((1 - ρ) * d * d);
                θ[i] -= γ / (Math.Sqrt(mean[i]) + epsilon) * d;
            }
        };
    }

    /// <summary>Algorithm 2 of Loshchilov and Hutter, whose lines 6 and 12 hold the two places of the weight decay.</summary>
    public static UpdateTwin Adam(int length, double β1, double β2, double epsilon, double weightDecay, bool decoupled)
    {
        double[] first = new double[length], second = new double[length];
        return (θ, g, γ, t) =>
        {
            for (int i = 0; i < length; i++)
            {
                double d = decoupled ? g[i] : g[i] + (weightDecay * θ[i]);
                first[i] = (β1 * first[i]) + ((1 - β1) * d);
                second[i] = (β2 * second[i]) + ((1 - β2) * d * d);
                double m = first[i] / (1 - Math.Pow(β1, t)), v = second[i] / (1 - Math.Pow(β2, t));
                θ[i] -= (γ * m / (Math.Sqrt(v) + epsilon)) + (decoupled ? γ * weightDecay * θ[i] : 0);
            }
        };
    }
}
