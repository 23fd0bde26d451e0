using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>
/// Laplace distributions exp(−|y − m|/b)/(2b) by location m and scale b: metric diag(1, 1)/b², C_bbb = 2/b³ and nothing else. The
/// density has a kink at m, so that E[∂²ℓ] is not −g in the location; the geometry is that of the score.
/// </summary>
public sealed class Laplace : LocationScaleFamily
{
    /// <summary>The family.</summary>
    public Laplace()
        : base("laplace", new(1, 0, 1), new(0, 0, 0, 2))
    {
    }

    /// <summary>1 + ln 2.</summary>
    protected override double StandardEntropy => 1 + Math.Log(2);

    /// <summary>(b/b′)(e^−t − 1 + t) + b/b′ − 1 − ln(b/b′), t = |Δm|/b.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double t = Math.Abs(parameters[0] - reference[0]) / parameters[1], logRatio = ElementaryFunctions.LogQuotient(parameters[1], reference[1]);
        return (parameters[1] / reference[1] * ElementaryFunctions.ExponentialRemainder(-t)) + ElementaryFunctions.ExponentialRemainder(logRatio);
    }

    /// <summary>The median of the outcomes and their mean distance to it.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double[] sorted = LocationScaleLikelihood.Column(outcomes);
        Array.Sort(sorted);
        double median = LocationScaleLikelihood.Median(sorted), scale = sorted.Average(outcome => Math.Abs(outcome - median));
        if (!(scale > 0)) throw new NumericalException("All outcomes are the same: no Laplace distribution of positive scale is the likeliest.");
        return [median, scale];
    }

    /// <inheritdoc/>
    protected internal override double StandardLogDensity(double z) => -Math.Abs(z) - Math.Log(2);

    /// <inheritdoc/>
    protected internal override (double First, double Second) StandardScore(double z) => (-Math.Sign(z), 0);

    /// <inheritdoc/>
    protected override double StandardSample(ref RandomSequence random)
    {
        double size = -Math.Log(random.NextUniform());
        return random.NextUniform() < 0.5 ? -size : size;
    }
}
