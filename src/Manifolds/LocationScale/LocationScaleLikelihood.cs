using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>The likeliest location and scale of some outcomes, in the coordinates m/s and ln s, in which steps have no unit.</summary>
internal static class LocationScaleLikelihood
{
    private const int MostSteps = 500;

    // Below this squared step the likelihood's own rounding would reject good steps.
    private const double NearDecrement = 1e-9;

    private const double SmallestDecrement = 1e-28;

    private const double ShortestStep = 1e-10;

    /// <summary>Maximises.</summary>
    /// <exception cref="NumericalException">The likelihood grows without bound as the scale shrinks: too many outcomes are the same.</exception>
    public static double[] Maximise(LocationScaleFamily family, ReadOnlyMatrixView<double> outcomes)
    {
        double[] sorted = Column(outcomes);
        Array.Sort(sorted);
        double location = Median(sorted), scale = 0.5 * (sorted[3 * sorted.Length / 4] - sorted[sorted.Length / 4]), range = sorted[^1] - sorted[0];
        if (!(scale > 0)) scale = range / sorted.Length;
        double previous = double.PositiveInfinity;
        for (int iteration = 0; iteration < MostSteps && scale > 1e-14 * range; iteration++)
        {
            (double first, double second) = Direction(family, sorted, location, scale, out double decrement);
            if (decrement <= SmallestDecrement || (decrement < NearDecrement && decrement >= previous)) return [location, scale];
            previous = decrement;
            double value = LogLikelihood(family, sorted, location, scale), length = Math.Min(1, 2 / Math.Max(Math.Abs(first), Math.Abs(second)));
            while (decrement >= NearDecrement && length > ShortestStep
                && !(LogLikelihood(family, sorted, location + (length * first * scale), scale * Math.Exp(length * second)) > value))
                length /= 2;
            if (length <= ShortestStep) break;
            location += length * first * scale;
            scale *= Math.Exp(length * second);
        }

        throw new NumericalException($"No {family.Name} distribution is the likeliest: the likelihood still grew at scale {scale:R} around {location:R}. Too many of the outcomes are the same.");
    }

    /// <summary>The outcomes as numbers.</summary>
    public static double[] Column(ReadOnlyMatrixView<double> outcomes)
    {
        if (outcomes.Rows == 0) throw new ArgumentException("There are no outcomes.", nameof(outcomes));
        double[] values = new double[outcomes.Rows];
        for (int row = 0; row < values.Length; row++) values[row] = outcomes[row, 0];
        return values;
    }

    /// <summary>The middle of sorted values.</summary>
    public static double Median(double[] sorted) => 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);

    // Newton's direction where the mean log-likelihood is concave, else g⁻¹ times its gradient, which climbs everywhere.
    private static (double First, double Second) Direction(LocationScaleFamily family, double[] outcomes, double location, double scale, out double decrement)
    {
        double gradientLocation = 0, gradientScale = 0, a = 0, c = 0, b = 0;
        foreach (double outcome in outcomes)
        {
            double z = (outcome - location) / scale;
            (double first, double second) = family.StandardScore(z);
            gradientLocation -= first;
            gradientScale -= 1 + (z * first);
            a -= second;
            c -= first + (z * second);
            b -= z * (first + (z * second));
        }

        double n = outcomes.Length;
        (gradientLocation, gradientScale, a, b, c) = (gradientLocation / n, gradientScale / n, a / n, b / n, c / n);
        if (!(a > 0 && (a * b) - (c * c) > 1e-10 * Math.Abs(a * b))) (a, b, c) = (family.Plane.Location, family.Plane.Scale, family.Plane.Mixed);
        double determinant = (a * b) - (c * c);
        double stepLocation = ((b * gradientLocation) - (c * gradientScale)) / determinant, stepScale = ((a * gradientScale) - (c * gradientLocation)) / determinant;
        decrement = (stepLocation * gradientLocation) + (stepScale * gradientScale);
        return (stepLocation, stepScale);
    }

    private static double LogLikelihood(LocationScaleFamily family, double[] outcomes, double location, double scale)
    {
        double sum = 0;
        foreach (double outcome in outcomes) sum += family.StandardLogDensity((outcome - location) / scale);
        return (sum / outcomes.Length) - Math.Log(scale);
    }
}
