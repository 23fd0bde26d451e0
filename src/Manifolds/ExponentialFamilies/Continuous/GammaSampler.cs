using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Draws from the gamma distribution of rate one by Marsaglia and Tsang's rejection from a cubed normal. [MarsagliaTsang00]</summary>
internal static class GammaSampler
{
    /// <summary>The logarithm of a draw, finite also where the draw itself would underflow.</summary>
    public static double SampleLog(double shape, ref RandomSequence random)
    {
        // A draw of shape k < 1 is one of shape k + 1 times U^(1/k).
        double boost = 0;
        if (shape < 1)
        {
            boost = Math.Log(1 - random.NextUniform()) / shape;
            shape += 1;
        }

        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal(), root = 1 + (c * x);
            if (root <= 0) continue;
            double v = root * root * root, u = 1 - random.NextUniform();
            if (Math.Log(u) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v))) return Math.Log(d * v) + boost;
        }
    }
}
