using System.Numerics.Tensors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// T independent normal outputs of one known variance s², θ their means: t(y) = y/s², F = ‖θ‖²/(2s²), η = θ/s², Cov = I/s²,
/// E[(t − η)⁴] − c² = 2/s⁴. So a network's output is the predicted outcome itself, and not 1/s² of it.
/// </summary>
public sealed class NormalLikelihood : IndependentLikelihood
{
    private readonly double _variance;

    /// <summary><paramref name="dimension"/> outputs of the given <paramref name="variance"/> s² > 0.</summary>
    public NormalLikelihood(int dimension, double variance = 1)
        : base(dimension)
    {
        if (!(variance > 0 && double.IsFinite(variance)))
            throw new ArgumentOutOfRangeException(nameof(variance), variance, "A variance is positive and finite.");
        _variance = variance;
    }

    /// <inheritdoc/>
    public override string Name => "normal";

    /// <summary>s², the variance of an outcome's every value; that of the statistic y/s² is its inverse.</summary>
    public double OutcomeVariance => _variance;

    /// <inheritdoc/>
    public override string Support => Dimension == 1 ? "a finite number" : $"{Dimension} finite numbers";

    /// <summary>The mean of y, which is θ itself.</summary>
    public override void Mode(ReadOnlySpan<double> naturalParameters, Span<double> outcome)
    {
        RequireDimension(naturalParameters.Length);
        RequireOutcome(outcome.Length);
        naturalParameters.CopyTo(outcome);
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(mean.Length);
        TensorPrimitives.Divide(naturalParameters, _variance, mean);
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        RequireOutcome(outcome.Length);
        RequireDimension(statistic.Length);
        TensorPrimitives.Divide(outcome, _variance, statistic);
    }

    /// <inheritdoc/>
    protected override bool IsInSupport(double value) => double.IsFinite(value);

    /// <inheritdoc/>
    protected override double LogPartition(double naturalParameter) => 0.5 * naturalParameter * naturalParameter / _variance;

    /// <inheritdoc/>
    protected override double Variance(double naturalParameter) => 1 / _variance;

    /// <inheritdoc/>
    protected override double SquareVariance(double naturalParameter) => 2 / (_variance * _variance);

    /// <inheritdoc/>
    protected override double KullbackLeibler(double naturalParameter, double reference) => LogPartition(reference - naturalParameter);

    /// <summary>−y²/(2s²) − ½ log 2πs².</summary>
    protected override double LogBaseMeasure(double value) => -LogPartition(value) - (0.5 * Math.Log(2 * Math.PI * _variance));

    /// <inheritdoc/>
    protected override double LogDensity(double naturalParameter, double value) => LogBaseMeasure(value - naturalParameter);

    /// <inheritdoc/>
    protected override double Sample(double naturalParameter, ref RandomSequence random) =>
        naturalParameter + (Math.Sqrt(_variance) * random.NextNormal());
}
