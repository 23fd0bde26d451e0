using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>
/// Densities ∝ Π y_i^(α_i − 1) over positive y that sum to one: t = (ln y_i), θ = α, F = Σ ln Γ(α_i) − ln Γ(Σα),
/// η_i = ψ(α_i) − ψ(Σα), metric diag ψ′(α_i) − ψ′(Σα) 11ᵀ.
/// </summary>
public abstract class SimplexDensities : ExponentialFamily
{
    /// <summary>A family of as many components as it has coordinates.</summary>
    protected SimplexDensities(string name, ImmutableArray<Parameter> parameters, ImmutableArray<string> coordinates, ImmutableArray<string> statistics)
        : base(name, parameters, coordinates, statistics)
    {
    }

    /// <inheritdoc/>
    public sealed override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        Jet total = 0, sum = 0;
        foreach (Jet concentration in naturalParameters)
        {
            total += concentration;
            sum += LogGamma.Of(concentration);
        }

        return sum - LogGamma.Of(total);
    }

    /// <inheritdoc/>
    public sealed override double LogPartition(ReadOnlySpan<double> naturalParameters)
    {
        double total = 0, sum = 0;
        foreach (double concentration in naturalParameters)
        {
            total += concentration;
            sum += LogGamma.Of(concentration);
        }

        return sum - LogGamma.Of(total);
    }

    /// <inheritdoc/>
    public sealed override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters) => coordinates.CopyTo(naturalParameters);

    /// <inheritdoc/>
    public sealed override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters) => parameters.CopyTo(naturalParameters);

    /// <inheritdoc/>
    public sealed override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters) => naturalParameters.CopyTo(parameters);

    /// <inheritdoc/>
    public sealed override bool ContainsNatural(ReadOnlySpan<double> naturalParameters)
    {
        foreach (double concentration in naturalParameters)
        {
            if (!(concentration > 0 && double.IsFinite(concentration))) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public sealed override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        double all = PolyGamma.DiGamma(Sum(naturalParameters));
        for (int i = 0; i < mean.Length; i++) mean[i] = PolyGamma.DiGamma(naturalParameters[i]) - all;
    }

    /// <inheritdoc/>
    public sealed override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        double all = PolyGamma.TriGamma(Sum(naturalParameters));
        for (int i = 0; i < Dimension; i++)
        {
            covariance.Row(i).Fill(-all);
            covariance[i, i] += PolyGamma.TriGamma(naturalParameters[i]);
        }
    }

    /// <inheritdoc/>
    public sealed override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric) => Covariance(parameters, metric);

    /// <inheritdoc/>
    public sealed override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters)
    {
        double[] mean = new double[Dimension];
        Mean(parameters, mean);
        return -Sum(mean);
    }

    /// <summary>
    /// −Σ α_i(e^δ_i − 1 − δ_i) − Σ R(α_i) + R(Σα) − Σ ln y_i, δ_i = ln(y_i Σα/α_i) and R what is left of ln Γ(x) beside x ln x − x: nothing
    /// of the order of the concentrations is subtracted.
    /// </summary>
    public sealed override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        Span<double> components = stackalloc double[Dimension];
        Components(outcome, components);
        double total = Sum(parameters), sum = LogGamma.Remainder(total);
        for (int i = 0; i < components.Length; i++)
        {
            double logRatio = ElementaryFunctions.LogQuotient(components[i] * total, parameters[i]);
            sum -= (parameters[i] * ElementaryFunctions.ExponentialRemainder(logRatio)) + LogGamma.Remainder(parameters[i]) + Math.Log(components[i]);
        }

        return sum;
    }

    /// <summary>The components of an outcome, which sum to one.</summary>
    protected abstract void Components(ReadOnlySpan<double> outcome, Span<double> components);

    // ψ(α) ≈ ln α − 1/(2α) gives the total from how far the geometric means fall short of one.
    /// <inheritdoc/>
    protected sealed override void Guess(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        double sum = 0;
        foreach (double logarithm in mean) sum += Math.Exp(logarithm);
        double total = sum < 1 ? 0.5 * (Dimension - 1) / -Math.Log(sum) : 1;
        for (int i = 0; i < Dimension; i++) parameters[i] = Math.Max(total * Math.Exp(mean[i]) / sum, 1 / (1 - mean[i]) / 2);
    }

    /// <summary>Draws the components as gamma variables over their sum.</summary>
    protected static void SampleComponents(ReadOnlySpan<double> concentrations, ref RandomSequence random, Span<double> components)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < components.Length; i++) largest = Math.Max(largest, components[i] = GammaSampler.SampleLog(concentrations[i], ref random));
        for (int i = 0; i < components.Length; i++) sum += components[i] = Math.Exp(components[i] - largest);
        for (int i = 0; i < components.Length; i++) components[i] /= sum;
    }

    private static double Sum(ReadOnlySpan<double> values) => System.Numerics.Tensors.TensorPrimitives.Sum(values);
}
