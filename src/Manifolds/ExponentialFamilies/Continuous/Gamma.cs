using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>
/// Gamma distributions by shape k and rate β: t = (ln y, y), θ = (k − 1, −β), F = ln Γ(k) − k ln β, η = (ψ(k) − ln β, k/β).
/// Shape and mean are orthogonal: ds² = (ψ′(k) − 1/k) dk² + k (d ln mean)².
/// </summary>
public sealed class Gamma : ExponentialFamily
{
    private const int MostNewtonSteps = 60;

    /// <summary>The family.</summary>
    public Gamma()
        : base("gamma", [new("shape", ParameterDomain.Positive), new("rate", ParameterDomain.Positive)], ["shape", "rate"], ["ln y", "y"])
    {
    }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.HalfLine;

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        Jet shape = naturalParameters[0] + 1;
        return LogGamma.Of(shape) - (shape * Jet.Log(-naturalParameters[1]));
    }

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        naturalParameters[0] = coordinates[0] - 1;
        naturalParameters[1] = -coordinates[1];
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        (double shape, double rate) = (parameters[0], parameters[1]);
        naturalParameters[0] = shape - 1;
        naturalParameters[1] = -rate;
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        (double first, double second) = (naturalParameters[0], naturalParameters[1]);
        parameters[0] = first + 1;
        parameters[1] = -second;
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => naturalParameters[0] > -1 && naturalParameters[1] < 0;

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        (double shape, double rate) = (parameters[0], parameters[1]);
        mean[0] = PolyGamma.DiGamma(shape) - Math.Log(rate);
        mean[1] = shape / rate;
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => ToMean([naturalParameters[0] + 1, -naturalParameters[1]], mean);

    /// <inheritdoc/>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        double shape = naturalParameters[0] + 1, rate = -naturalParameters[1];
        covariance[0, 0] = PolyGamma.TriGamma(shape);
        covariance[0, 1] = covariance[1, 0] = 1 / rate;
        covariance[1, 1] = shape / rate / rate;
    }

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        double shape = ShapeOf(Math.Log(mean[1]) - mean[0]);
        parameters[0] = shape;
        parameters[1] = shape / mean[1];
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        double y = outcome[0];
        statistic[0] = Math.Log(y);
        statistic[1] = y;
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        (double shape, double rate, double y) = (parameters[0], parameters[1], outcome[0]);

        // k(ln r − r + 1) with r = y/mean loses nothing where k is large and y near the mean.
        double logRatio = ElementaryFunctions.LogQuotient(y * rate, shape);
        return (-shape * ElementaryFunctions.ExponentialRemainder(logRatio)) - LogGamma.Remainder(shape) - Math.Log(y);
    }

    /// <summary>[[ψ′(k), −1/β], [−1/β, k/β²]].</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        (double shape, double rate) = (parameters[0], parameters[1]);
        metric[0, 0] = PolyGamma.TriGamma(shape);
        metric[0, 1] = metric[1, 0] = -1 / rate;
        metric[1, 1] = shape / rate / rate;
    }

    /// <inheritdoc/>
    public override double Entropy(ReadOnlySpan<double> parameters)
    {
        (double shape, double rate) = (parameters[0], parameters[1]);

        // ln Γ(k) + k − (k − 1)ψ(k) − ln β, its terms of order k ln k taken together.
        return LogGamma.Remainder(shape) - (shape * PolyGamma.DiGammaRemainder(shape)) + PolyGamma.DiGamma(shape) - Math.Log(rate);
    }

    /// <summary>
    /// k′(e^τ − 1 − τ) + B_φ(k′ : k), τ = ln(mean/mean′), φ(k) = ln Γ(k) − k ln k + k: what means add, and what shapes; both positive.
    /// </summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        (double shape, double otherShape) = (parameters[0], reference[0]);
        double logShapes = ElementaryFunctions.LogQuotient(shape, otherShape);
        double logMeans = logShapes + ElementaryFunctions.LogQuotient(reference[1], parameters[1]);
        double shapes = SmoothIntegral.OfPositive(Integrand, 0, 1);
        return (otherShape * ElementaryFunctions.ExponentialRemainder(logMeans)) + shapes;

        // ∫ φ″(x)(k′ − x) dx from k to k′ along x = k (k′/k)ˢ, φ″ = ψ′ − 1/x.
        double Integrand(double s)
        {
            double x = shape * Math.Exp(-s * logShapes);
            return PolyGamma.TriGammaRemainder(x) * x * -logShapes * x * Expm1(-(1 - s) * logShapes);
        }

        static double Expm1(double x) => ElementaryFunctions.ExponentialRemainder(x) + x;
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        outcome[0] = Math.Exp(GammaSampler.SampleLog(parameters[0], ref random)) / parameters[1];

    // k where ln k − ψ(k) = s, by Newton's method in ln k; the start is good to 1.5 %. [Minka02]
    private static double ShapeOf(double gap)
    {
        if (!(gap > 0) || double.IsInfinity(gap)) throw new NumericalException($"ln E[y] − E[ln y] of gamma distributions is positive; found {gap:R}. Outcomes that are all the same have no likeliest distribution.");
        double shape = (3 - gap + Math.Sqrt(((gap - 3) * (gap - 3)) + (24 * gap))) / (12 * gap);
        for (int step = 0; step < MostNewtonSteps; step++)
        {
            double residual = -PolyGamma.DiGammaRemainder(shape) - gap, slope = -shape * PolyGamma.TriGammaRemainder(shape);
            double change = residual / slope;
            shape *= Math.Exp(-change);
            if (Math.Abs(change) < 1e-15) break;
        }

        return shape;
    }
}
