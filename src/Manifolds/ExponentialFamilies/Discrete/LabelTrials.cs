using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>
/// n independent trials, each of which gives one of T labels: θ_i = ln(p_i/p_T) for all labels but the last, which is the reference,
/// F = n ln(1 + Σ exp θ_i), η = n p, metric in p n(diag 1/p_i + 11ᵀ/p_T): a part of a sphere of radius 2√n.
/// </summary>
/// <remarks>
/// The probabilities of labels are what every sub-family's parameters give: distances and divergences are taken in them and stay
/// exact on the boundary, where θ is infinite.
/// </remarks>
public abstract class LabelTrials : ExponentialFamily
{
    /// <summary>A family of n trials with T labels.</summary>
    protected LabelTrials(string name, int trials, int labelCount, ImmutableArray<Parameter> parameters, ImmutableArray<string> coordinates, ImmutableArray<string> statistics)
        : base(name, parameters, coordinates, statistics)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 2);
        Trials = trials;
        LabelCount = labelCount;
    }

    /// <summary>n.</summary>
    public int Trials { get; }

    /// <summary>T.</summary>
    public int LabelCount { get; }

    /// <summary>Writes the probabilities of all T labels.</summary>
    public abstract void Probabilities(ReadOnlySpan<double> parameters, Span<double> probabilities);

    /// <summary>The textbook parameters of the labels' probabilities.</summary>
    protected abstract void FromProbabilities(ReadOnlySpan<double> probabilities, Span<double> parameters);

    /// <inheritdoc/>
    public sealed override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        double largest = 0;
        foreach (Jet parameter in naturalParameters) largest = Math.Max(largest, parameter.Value);
        Jet sum = Math.Exp(-largest);
        foreach (Jet parameter in naturalParameters) sum += Jet.Exp(parameter - largest);
        return Trials * (Jet.Log(sum) + largest);
    }

    /// <inheritdoc/>
    public sealed override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        Jet last = 1;
        foreach (Jet probability in coordinates) last -= probability;
        for (int label = 0; label < Dimension; label++) naturalParameters[label] = Jet.Log(coordinates[label] / last);
    }

    /// <inheritdoc/>
    public sealed override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        Span<double> probabilities = new double[LabelCount];
        Probabilities(parameters, probabilities);
        for (int label = 0; label < Dimension; label++) naturalParameters[label] = Math.Log(probabilities[label]) - Math.Log(probabilities[^1]);
    }

    /// <inheritdoc/>
    public sealed override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        Span<double> probabilities = new double[LabelCount];
        Softmax(naturalParameters, probabilities);
        FromProbabilities(probabilities, parameters);
    }

    /// <inheritdoc/>
    public sealed override bool ContainsNatural(ReadOnlySpan<double> naturalParameters)
    {
        foreach (double parameter in naturalParameters)
        {
            if (!double.IsFinite(parameter)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public sealed override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        Span<double> probabilities = new double[LabelCount];
        Softmax(naturalParameters, probabilities);
        for (int label = 0; label < Dimension; label++) mean[label] = Trials * probabilities[label];
    }

    /// <inheritdoc/>
    public sealed override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        Span<double> probabilities = new double[LabelCount];
        Probabilities(parameters, probabilities);
        for (int label = 0; label < Dimension; label++) mean[label] = Trials * probabilities[label];
    }

    /// <inheritdoc/>
    public sealed override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        Span<double> probabilities = new double[LabelCount];
        double last = 1;
        for (int label = 0; label < Dimension; label++) last -= probabilities[label] = mean[label] / Trials;
        probabilities[^1] = last;
        foreach (double probability in probabilities)
        {
            if (!(probability >= 0)) throw new NumericalException($"A label of {Name} would have probability {probability:R}.");
        }

        FromProbabilities(probabilities, parameters);
    }

    /// <summary>n(diag p − ppᵀ) over all labels but the last, its diagonal p_i Σ_{j≠i} p_j.</summary>
    public sealed override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        Span<double> p = new double[LabelCount];
        Softmax(naturalParameters, p);
        for (int i = 0; i < Dimension; i++)
        {
            double others = 0;
            for (int j = 0; j < LabelCount; j++)
            {
                if (j != i) others += p[j];
                if (j < Dimension) covariance[i, j] = -Trials * p[i] * p[j];
            }

            covariance[i, i] = Trials * p[i] * others;
        }
    }

    /// <summary>n(diag 1/p_i + 11ᵀ/p_T); infinite on the boundary.</summary>
    public sealed override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        Span<double> p = new double[LabelCount];
        Probabilities(parameters, p);
        for (int i = 0; i < Dimension; i++)
        {
            metric.Row(i).Fill(Trials / p[^1]);
            metric[i, i] += Trials / p[i];
        }
    }

    /// <summary>n Σ p_i ln p_i.</summary>
    public sealed override double DualPotential(ReadOnlySpan<double> parameters)
    {
        Span<double> p = new double[LabelCount];
        Probabilities(parameters, p);
        double sum = 0;
        foreach (double probability in p) sum += probability > 0 ? probability * Math.Log(probability) : 0;
        return Trials * sum;
    }

    /// <summary>n Σ [q_i − p_i − p_i ln(q_i/p_i)], a sum of terms none of which is negative.</summary>
    public sealed override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        Span<double> p = new double[LabelCount], q = new double[LabelCount];
        Probabilities(parameters, p);
        Probabilities(reference, q);
        double sum = 0;
        for (int label = 0; label < LabelCount; label++) sum += Divergence(p[label], q[label]);
        return Trials * sum;
    }

    /// <summary>The probabilities of labels whose index gives a number drawn from 0 to 1.</summary>
    protected static int Draw(ReadOnlySpan<double> probabilities, double uniform)
    {
        int likeliest = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities);
        for (int label = 0; label < probabilities.Length; label++)
        {
            uniform -= probabilities[label];
            if (uniform < 0) return label;
        }

        return likeliest;
    }

    private static double Divergence(double p, double q)
    {
        if (p == 0) return q;
        return q == 0 ? double.PositiveInfinity : p * ElementaryFunctions.ExponentialRemainder(ElementaryFunctions.LogQuotient(q, p));
    }

    private static void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities)
    {
        double largest = 0, sum = 0;
        foreach (double logit in logits) largest = Math.Max(largest, logit);
        for (int label = 0; label < probabilities.Length; label++) sum += probabilities[label] = Math.Exp((label < logits.Length ? logits[label] : 0) - largest);
        for (int label = 0; label < probabilities.Length; label++) probabilities[label] /= sum;
    }
}
