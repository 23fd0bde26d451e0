using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// T independent outputs that are 0 or 1, θ their log-odds: t(y) = y, F = Σ log(1 + exp θ_a), η = p = sigm(θ),
/// c = p(1 − p) and E[(t − η)⁴] − c² = c(1 − 2p)².
/// </summary>
public sealed class BernoulliLikelihood : IndependentLikelihood
{
    private const int ListedDimension = 10;

    /// <summary><paramref name="dimension"/> independent outputs.</summary>
    public BernoulliLikelihood(int dimension)
        : base(dimension)
    {
    }

    /// <inheritdoc/>
    public override string Name => "bernoulli";

    /// <summary>2ᵀ for up to ten outputs, else null.</summary>
    public override int? LabelCount => Dimension <= ListedDimension ? 1 << Dimension : null;

    /// <inheritdoc/>
    public override bool HasLabels => true;

    /// <inheritdoc/>
    public override string Support => Dimension == 1 ? "0 or 1" : $"{Dimension} values, each 0 or 1";

    /// <summary>Writes the binary digits of the label, the lowest first.</summary>
    /// <exception cref="InvalidOperationException">There are more than ten outputs.</exception>
    public override void Outcome(int label, Span<double> outcome)
    {
        if (LabelCount is not { } count)
        {
            base.Outcome(label, outcome);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, count);
        RequireOutcome(outcome.Length);
        for (int a = 0; a < outcome.Length; a++) outcome[a] = (label >> a) & 1;
    }

    /// <inheritdoc/>
    public override void Mode(ReadOnlySpan<double> naturalParameters, Span<double> outcome)
    {
        RequireDimension(naturalParameters.Length);
        RequireOutcome(outcome.Length);
        for (int a = 0; a < outcome.Length; a++) outcome[a] = naturalParameters[a] > 0 ? 1 : 0;
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(mean.Length);
        for (int a = 0; a < mean.Length; a++)
        {
            double odds = Math.Exp(-Math.Abs(naturalParameters[a]));
            mean[a] = (naturalParameters[a] < 0 ? odds : 1) / (1 + odds);
        }
    }

    /// <inheritdoc/>
    public override double LogPartitionAndMean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(mean.Length);
        double logPartition = 0;
        for (int a = 0; a < mean.Length; a++)
        {
            double parameter = naturalParameters[a], odds = Math.Exp(-Math.Abs(parameter));
            logPartition += Math.Max(parameter, 0) + ElementaryFunctions.LogOnePlus(odds);
            mean[a] = (parameter < 0 ? odds : 1) / (1 + odds);
        }

        return logPartition;
    }

    /// <inheritdoc/>
    protected override bool IsInSupport(double value) => value is 0 or 1;

    /// <inheritdoc/>
    protected override double LogPartition(double naturalParameter) => ElementaryFunctions.Softplus(naturalParameter);

    /// <inheritdoc/>
    protected override double Variance(double naturalParameter)
    {
        double odds = Math.Exp(-Math.Abs(naturalParameter));
        return odds / ((1 + odds) * (1 + odds));
    }

    /// <inheritdoc/>
    protected override double SquareVariance(double naturalParameter)
    {
        // 1 − 2p = −tanh(θ/2), which keeps its digits near p = 1/2.
        double skew = Math.Tanh(0.5 * naturalParameter);
        return Variance(naturalParameter) * skew * skew;
    }

    /// <inheritdoc/>
    protected override double KullbackLeibler(double naturalParameter, double reference)
    {
        // Exchanging 0 and 1 changes the sign of both parameters; the rarer value is called 1, so that p does not round to 1.
        double parameter = -Math.Abs(naturalParameter);
        double difference = naturalParameter > 0 ? naturalParameter - reference : reference - naturalParameter;
        double odds = Math.Exp(parameter), probability = odds / (1 + odds);
        if (Math.Abs(difference) > 1)
            return Math.Max(0, ElementaryFunctions.Softplus(parameter + difference) - ElementaryFunctions.Softplus(parameter) - (probability * difference));

        double excess = (probability * ElementaryFunctions.ExponentialRemainder((1 - probability) * difference))
            + ((1 - probability) * ElementaryFunctions.ExponentialRemainder(-probability * difference));
        return ElementaryFunctions.LogOnePlus(excess);
    }

    /// <inheritdoc/>
    protected override double LogBaseMeasure(double value) => 0;

    /// <inheritdoc/>
    protected override double LogDensity(double naturalParameter, double value) =>
        -ElementaryFunctions.Softplus((1 - (2 * value)) * naturalParameter);

    /// <summary>Draws by inversion: one uniform a draw.</summary>
    protected override double Sample(double naturalParameter, ref RandomSequence random)
    {
        // u < p written as u(1 + exp −θ) < 1: where exp −θ overflows, p is 0.
        return random.NextUniform() * (1 + Math.Exp(-naturalParameter)) < 1 ? 1 : 0;
    }
}
