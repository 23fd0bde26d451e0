namespace Neuromanifold.References.Distributions;

/// <summary>Expectations under a density, by plain sums: over integers one by one, over intervals by the trapezoidal rule after a double-exponential change of variable.</summary>
public static class Expectations
{
    private const double Reach = 6.5;

    private const double Step = 1.0 / 96;

    /// <summary>E[f(y)] over integers.</summary>
    public static double OverIntegers(int first, int? last, Func<double, double> logMass, Func<double, double> function)
    {
        double sum = 0, mass = 0;
        for (int y = first; y <= (last ?? int.MaxValue); y++)
        {
            double probability = Math.Exp(logMass(y));
            if (probability > 0) sum += probability * function(y);
            mass += probability;
            if (mass > 0.5 && probability < 1e-25) break;
        }

        return sum;
    }

    /// <summary>E[f(y)] over an open interval, perhaps without ends; a line is cut where the density may have a kink.</summary>
    public static double OverInterval(double low, double high, double cut, Func<double, double> logDensity, Func<double, double> function) =>
        double.IsInfinity(low)
            ? OverPiece(cut, double.NegativeInfinity, logDensity, function) + OverPiece(cut, double.PositiveInfinity, logDensity, function)
            : OverPiece(low, high, logDensity, function);

    private static double OverPiece(double from, double to, Func<double, double> logDensity, Func<double, double> function)
    {
        double sum = 0;
        for (double t = -Reach; t <= Reach; t += Step)
        {
            (double y, double slope) = At(from, to, t);
            if (y == from || y == to || !double.IsFinite(slope)) continue;
            double log = logDensity(y);
            if (!(log > -700)) continue;
            sum += Math.Exp(log) * slope * function(y);
        }

        return sum * Step;
    }

    // The substitutions of double-exponential quadrature: exp(π/2 sinh t) and the logistic function of π sinh t.
    private static (double Value, double Slope) At(double from, double to, double t)
    {
        double inner = 0.5 * Math.PI * Math.Sinh(t), speed = 0.5 * Math.PI * Math.Cosh(t);
        if (double.IsInfinity(to)) return (from + (Math.Sign(to) * Math.Exp(inner)), Math.Exp(inner) * speed);
        double width = to - from, share = 1 / (1 + Math.Exp(-2 * inner)), rest = 1 / (1 + Math.Exp(2 * inner));
        return (from + (width * share), width * share * rest * 2 * speed);
    }
}
