namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>A part of an integral over outcomes: an interval of a chart with what Gauss–Kronrod's rules give on it.</summary>
internal sealed class IntegralPanel
{
    private const double SmallestRelativeWidth = 1e-14;

    // A function that grows like a logarithm may be so much larger where it is taken to be constant.
    private const double GrowthBeyond = 2;

    private readonly OutcomeChart _chart;

    /// <summary>Applies both rules: 15 evaluations of both densities.</summary>
    public IntegralPanel(OutcomeChart chart, double low, double high, IPairIntegrand integrand)
    {
        (_chart, Low, High) = (chart, low, high);
        double centre = 0.5 * (low + high), half = 0.5 * (high - low), gauss = 0, gaussMass = 0, mass = 0;
        Span<double> values = stackalloc double[15];
        for (int point = 0; point < 15; point++)
        {
            int place = Math.Abs(point - 7);
            double u = centre + (half * Math.Sign(point - 7) * GaussKronrod.Points[place]);
            double outcome = chart.At(u, out double logP, out double logQ), weight = half * GaussKronrod.Weights[place];
            double value = integrand.Value([outcome], logP, logQ);
            values[point] = value;
            Value += weight * value;
            Magnitude += weight * Math.Abs(value);
            Rounding += weight * integrand.Rounding(value, logP, logQ);
            double density = Math.Exp(logP), other = Math.Exp(logQ);
            Mass += weight * density;
            OtherMass += weight * other;
            mass += weight * (density + other);
            if (place % 2 != 0) continue;
            gauss += half * GaussKronrod.GaussWeights[place / 2] * value;
            gaussMass += half * GaussKronrod.GaussWeights[place / 2] * (density + other);
        }

        double mean = 0.5 * Value / half, spread = 0, variation = 0;
        for (int point = 1; point < 15; point++) variation += Math.Abs(values[point] - values[point - 1]);
        for (int point = 0; point < 15; point++) spread += half * GaussKronrod.Weights[Math.Abs(point - 7)] * Math.Abs(values[point] - mean);
        Error = GaussKronrod.Error(Math.Abs(Value - gauss), spread);
        MassError = Math.Abs(mass - gaussMass);
        Rounding += variation * Math.Max(chart.Blur(low), chart.Blur(high));
        if (chart.IsGuess(low) || chart.IsGuess(high)) Guessed = Magnitude;
        else if (integrand.UsesOutcome) Guessed = GrowthBeyond * Magnitude * Math.Max(chart.Coarseness(low), chart.Coarseness(high));
    }

    /// <summary>The interval's lower end in the chart.</summary>
    public double Low { get; }

    /// <summary>The interval's upper end in the chart.</summary>
    public double High { get; }

    /// <summary>∫ φ.</summary>
    public double Value { get; }

    /// <summary>∫ |φ|.</summary>
    public double Magnitude { get; }

    /// <summary>How far the value may be off for the rule's sake.</summary>
    public double Error { get; }

    /// <summary>How far it may be off because logarithms of densities are rounded.</summary>
    public double Rounding { get; }

    /// <summary>The part of the magnitude that is not known: where densities are continued and not straight, or outcomes coarse.</summary>
    public double Guessed { get; }

    /// <summary>∫ p.</summary>
    public double Mass { get; }

    /// <summary>∫ q.</summary>
    public double OtherMass { get; }

    /// <summary>How far ∫ (p + q) may be off.</summary>
    public double MassError { get; }

    /// <summary>Whether the interval is wide enough to be halved.</summary>
    public bool CanSplit => High - Low > SmallestRelativeWidth * (Math.Abs(Low) + Math.Abs(High));

    /// <summary>Both halves.</summary>
    public (IntegralPanel Lower, IntegralPanel Upper) Split(IPairIntegrand integrand)
    {
        double middle = 0.5 * (Low + High);
        return (new(_chart, Low, middle, integrand), new(_chart, middle, High, integrand));
    }
}
