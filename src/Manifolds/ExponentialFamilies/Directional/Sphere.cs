using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Directional;

/// <summary>The unit sphere of p dimensions as outcomes, and draws from the density ∝ exp(κ μ·x) on it.</summary>
internal static class Sphere
{
    private const double LengthTolerance = 1e-9;

    /// <summary>Unit vectors.</summary>
    public static OutcomeSpace Space(int dimension) =>
        new OutcomeSpace.Region($"a vector of length 1 in {dimension} dimensions", dimension, outcome => Math.Abs(TensorPrimitives.SumOfSquares(outcome.Span) - 1) <= LengthTolerance);

    /// <summary>Wood's algorithm: the component along μ by rejection from a transformed beta distribution, the rest uniform. [Wood94]</summary>
    public static void Sample(ReadOnlySpan<double> direction, double concentration, ref RandomSequence random, Span<double> outcome)
    {
        double gap = Gap(direction.Length - 1, concentration, ref random);
        double along = 0, length;
        do
        {
            random.FillNormal(outcome);
            along = TensorPrimitives.Dot(outcome, direction);
            for (int place = 0; place < outcome.Length; place++) outcome[place] -= along * direction[place];
            length = TensorPrimitives.Norm<double>(outcome);
        }
        while (!(length > 0));

        double across = Math.Sqrt(gap * (2 - gap)) / length;
        for (int place = 0; place < outcome.Length; place++) outcome[place] = (across * outcome[place]) + ((1 - gap) * direction[place]);
        TensorPrimitives.Divide(outcome, TensorPrimitives.Norm<double>(outcome), outcome);
    }

    // 1 − W, W the cosine to μ; written so that nothing cancels where κ is large and W near one.
    private static double Gap(int m, double concentration, ref RandomSequence random)
    {
        double twice = 2 * concentration, b = m / (twice + double.Hypot(twice, m)), x = (1 - b) / (1 + b), centre = 2 * b / (1 + b);
        while (true)
        {
            // A beta variable from two gammas: z/(1 − z) is their quotient.
            double odds = Math.Exp(GammaSampler.SampleLog(0.5 * m, ref random) - GammaSampler.SampleLog(0.5 * m, ref random));
            double gap = double.IsInfinity(odds) ? 2 : 2 * b * odds / (1 + (b * odds));
            double excess = (concentration * (centre - gap)) + (m * Math.Log((centre + (x * gap)) * (1 + b) * (1 + b) / (4 * b)));
            if (excess >= Math.Log(random.NextUniform())) return gap;
        }
    }
}
