using System.Numerics.Tensors;
using MathNet.Numerics;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// T independent counts, θ the logarithms of their rates: t(y) = y, F = Σ exp θ_a, η = λ = exp θ, c = λ and
/// E[(t − η)⁴] − c² = λ + 2λ². The rate, and with it F, overflows to infinity beyond θ = 709.78.
/// </summary>
public sealed class PoissonLikelihood : IndependentLikelihood
{
    /// <summary><paramref name="dimension"/> independent outputs.</summary>
    public PoissonLikelihood(int dimension)
        : base(dimension)
    {
    }

    /// <inheritdoc/>
    public override string Name => "poisson";

    /// <inheritdoc/>
    public override string Support => Dimension == 1 ? "a count 0, 1, 2, …" : $"{Dimension} counts 0, 1, 2, …";

    /// <summary>⌊λ⌋, below which lies, where λ is an integer, λ − 1 of the same probability.</summary>
    public override void Mode(ReadOnlySpan<double> naturalParameters, Span<double> outcome)
    {
        Mean(naturalParameters, outcome);
        TensorPrimitives.Floor(outcome, outcome);
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(mean.Length);
        TensorPrimitives.Exp(naturalParameters, mean);
    }

    /// <inheritdoc/>
    public override double LogPartitionAndMean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        Mean(naturalParameters, mean);
        return TensorPrimitives.Sum(mean);
    }

    /// <inheritdoc/>
    protected override bool IsInSupport(double value) => value >= 0 && double.IsInteger(value);

    /// <inheritdoc/>
    protected override double LogPartition(double naturalParameter) => Math.Exp(naturalParameter);

    /// <inheritdoc/>
    protected override double Variance(double naturalParameter) => Math.Exp(naturalParameter);

    /// <inheritdoc/>
    protected override double SquareVariance(double naturalParameter)
    {
        double rate = Math.Exp(naturalParameter);
        return rate + (2 * rate * rate);
    }

    /// <inheritdoc/>
    protected override double KullbackLeibler(double naturalParameter, double reference)
    {
        double difference = reference - naturalParameter;

        // λ(exp δ − 1 − δ); where exp δ could overflow while λ underflows, λ′ = λ exp δ is taken whole.
        return Math.Abs(difference) > 1
            ? Math.Max(0, Math.Exp(reference) - (Math.Exp(naturalParameter) * (1 + difference)))
            : Math.Exp(naturalParameter) * ElementaryFunctions.ExponentialRemainder(difference);
    }

    /// <summary>−log y!.</summary>
    protected override double LogBaseMeasure(double value) =>
        value <= int.MaxValue ? -SpecialFunctions.FactorialLn((int)value) : -SpecialFunctions.GammaLn(value + 1);

    /// <inheritdoc/>
    protected override double LogDensity(double naturalParameter, double value) =>
        (naturalParameter * value) - Math.Exp(naturalParameter) + LogBaseMeasure(value);

    /// <inheritdoc/>
    protected override double Sample(double naturalParameter, ref RandomSequence random) =>
        PoissonSampler.Sample(Math.Exp(naturalParameter), ref random);
}
