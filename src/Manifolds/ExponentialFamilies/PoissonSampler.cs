using MathNet.Numerics;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>Draws counts of a given rate.</summary>
public static class PoissonSampler
{
    private const double RejectionRate = 10;
    private const double NormalRate = 1e9;
    private const double Negligible = 1e-18;

    /// <summary>
    /// One count: by inversion below a rate of 10 (one uniform), by transformed rejection with squeeze from there on
    /// (about 1.2 pairs of uniforms), and from 1e9 on as a rounded normal: its missing
    /// skewness of 3e-5 is then less than what the logarithm of a factorial loses to rounding.
    /// </summary>
    public static double Sample(double rate, ref RandomSequence random) => rate switch
    {
        < RejectionRate => Invert(rate, ref random),
        < NormalRate => Reject(rate, ref random),
        _ => Math.Round(rate + (Math.Sqrt(rate) * random.NextNormal())),
    };

    private static double Invert(double rate, ref RandomSequence random)
    {
        double remaining = random.NextUniform(), probability = Math.Exp(-rate);
        double count = 0;

        // A uniform in the last 1e-16 may outlast the sum of the rounded probabilities: stop where they are spent.
        while ((remaining -= probability) >= 0 && probability > Negligible) probability *= rate / ++count;
        return count;
    }

    // Algorithm PTRS of [Hormann93]; its constants are its own.
    private static double Reject(double rate, ref RandomSequence random)
    {
        double logRate = Math.Log(rate);
        double b = 0.931 + (2.53 * Math.Sqrt(rate));
        double a = -0.059 + (0.02483 * b);
        double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        double squeeze = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            double u = random.NextUniform() - 0.5, v = random.NextUniform();
            double edge = 0.5 - Math.Abs(u);
            double count = Math.Floor((((2 * a / edge) + b) * u) + rate + 0.43);
            if (edge >= 0.07 && v <= squeeze) return count;
            if (count < 0 || (edge < 0.013 && v > edge)) continue;
            double acceptance = Math.Log(v * inverseAlpha / ((a / (edge * edge)) + b));
            if (acceptance <= (count * logRate) - rate - SpecialFunctions.GammaLn(count + 1)) return count;
        }
    }
}
