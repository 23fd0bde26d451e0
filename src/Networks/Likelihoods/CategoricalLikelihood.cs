using System.Numerics.Tensors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// One of T labels: t(y) = e_y, F = log Σ exp θ_a, η = σ = softmax(θ), Cov = diag σ − σσᵀ. An outcome is the label's number.
/// All T logits are kept, so θ + c·1 is the same distribution and Cov annihilates 1.
/// </summary>
/// <remarks>
/// Everything is centred on the likeliest label m: 1 − σ_m is the sum of the other probabilities and u·(t − η) is taken of
/// u − u_m, so that second and fourth moments keep their digits when one label has all the probability but 1e-300.
/// </remarks>
public sealed class CategoricalLikelihood : Likelihood
{
    // From here on a term exp d − 1 − d of a divergence no longer cancels, and may overflow.
    private const double FarDifference = 1;

    /// <summary>A choice among <paramref name="labelCount"/> labels, at least two.</summary>
    public CategoricalLikelihood(int labelCount)
        : base(labelCount) => ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 2);

    /// <inheritdoc/>
    public override string Name => "categorical";

    /// <inheritdoc/>
    public override int OutcomeWidth => 1;

    /// <inheritdoc/>
    public override int? LabelCount => Dimension;

    /// <inheritdoc/>
    public override bool HasLabels => true;

    /// <inheritdoc/>
    public override string Support => $"a label from 0 to {Dimension - 1}";

    /// <inheritdoc/>
    public override bool IsInSupport(ReadOnlySpan<double> outcome) =>
        outcome.Length == 1 && outcome[0] >= 0 && outcome[0] < Dimension && double.IsInteger(outcome[0]);

    /// <inheritdoc/>
    public override void Outcome(int label, Span<double> outcome)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, Dimension);
        RequireOutcome(outcome.Length);
        outcome[0] = label;
    }

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters)
    {
        using LentValues workspace = new(Dimension);
        Peak peak = Weigh(naturalParameters, workspace.Values);
        return peak.Parameter + ElementaryFunctions.LogOnePlus(peak.Others);
    }

    /// <inheritdoc/>
    public override void Mode(ReadOnlySpan<double> naturalParameters, Span<double> outcome)
    {
        RequireDimension(naturalParameters.Length);
        RequireOutcome(outcome.Length);
        outcome[0] = TensorPrimitives.IndexOfMax(naturalParameters);
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => Normalise(naturalParameters, mean);

    /// <inheritdoc/>
    public override double LogPartitionAndMean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        Peak peak = Normalise(naturalParameters, mean);
        return peak.Parameter + ElementaryFunctions.LogOnePlus(peak.Others);
    }

    /// <inheritdoc/>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        RequireSquare(covariance);
        using LentValues workspace = new(Dimension);
        Span<double> probabilities = workspace.Values;
        Peak peak = Normalise(naturalParameters, probabilities);
        for (int a = 0; a < Dimension; a++)
        {
            TensorPrimitives.Multiply(probabilities, -probabilities[a], covariance.Row(a));
            covariance[a, a] = probabilities[a] * peak.Complement(a, probabilities[a]);
        }
    }

    /// <inheritdoc/>
    public override double Covariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        using LentValues workspace = new(Dimension);
        Peak peak = Normalise(naturalParameters, workspace.Values);
        return Covariance(workspace.Values, u, v, Centre(workspace.Values, u, peak), Centre(workspace.Values, v, peak));
    }

    /// <inheritdoc/>
    public override void MultiplyCovariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, Span<double> result)
    {
        Peak peak = Normalise(naturalParameters, result);
        Centring centre = Centre(result, u, peak);
        for (int a = 0; a < result.Length; a++) result[a] *= centre.Deviation(u[a]);
    }

    /// <summary>S = diag √σ − σ √σᵀ: column y is √σ_y (e_y − σ), the score of label y weighted by the root of its probability.</summary>
    public override void CovarianceRoot(ReadOnlySpan<double> naturalParameters, MatrixView<double> root)
    {
        RequireSquare(root);
        using LentValues workspace = new(Dimension);
        Span<double> roots = workspace.Values;
        Peak peak = Normalise(naturalParameters, roots);
        TensorPrimitives.Sqrt(roots, roots);
        for (int a = 0; a < Dimension; a++)
        {
            double probability = roots[a] * roots[a];
            TensorPrimitives.Multiply(roots, -probability, root.Row(a));
            root[a, a] = roots[a] * peak.Complement(a, probability);
        }
    }

    /// <inheritdoc/>
    public override double ProductVariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        using LentValues workspace = new(Dimension);
        Span<double> probabilities = workspace.Values;
        Peak peak = Normalise(naturalParameters, probabilities);
        Centring uCentre = Centre(probabilities, u, peak), vCentre = Centre(probabilities, v, peak);
        double covariance = Covariance(probabilities, u, v, uCentre, vCentre), variance = 0;
        for (int y = 0; y < probabilities.Length; y++)
        {
            double deviation = (uCentre.Deviation(u[y]) * vCentre.Deviation(v[y])) - covariance;
            variance += probabilities[y] * deviation * deviation;
        }

        return variance;
    }

    /// <inheritdoc/>
    public override void CovarianceForms(ReadOnlySpan<double> naturalParameters, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        RequireColumns(directions, forms.Length);
        using LentValues workspace = new(Dimension);
        Peak peak = Normalise(naturalParameters, workspace.Values);
        CategoricalForms.SecondMoments(workspace.Values, peak.Label, directions, forms);
    }

    /// <inheritdoc/>
    public override void ProductVarianceForms(ReadOnlySpan<double> naturalParameters, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        RequireColumns(directions, forms.Length);
        using LentValues workspace = new(Dimension);
        Peak peak = Normalise(naturalParameters, workspace.Values);
        CategoricalForms.VariancesOfSquares(workspace.Values, peak.Label, directions, forms);
    }

    /// <summary>0, which 1 has, and the root of a secular equation in O(T) a step, to full relative accuracy.</summary>
    public override EigenvalueRange CovarianceRange(ReadOnlySpan<double> naturalParameters)
    {
        using LentValues workspace = new(Dimension);
        Peak peak = Normalise(naturalParameters, workspace.Values);
        return new(0, CategoricalRange.GreatestCovariance(workspace.Values, peak.Label));
    }

    /// <summary>
    /// 0, which 1 has, and the best of ascents that begin at one label against the others. The greatest is attained, so never too
    /// large; that it is never too small has been seen on many thousands of random cases and is not proved.
    /// </summary>
    public override EigenvalueRange ProductVarianceRange(ReadOnlySpan<double> naturalParameters)
    {
        using LentValues workspace = new(Dimension);
        Peak peak = Normalise(naturalParameters, workspace.Values);
        return new(0, CategoricalRange.GreatestProductVariance(workspace.Values, peak.Label));
    }

    /// <summary>0, which 1 has, and the best of ascents as for <see cref="ProductVarianceRange"/>.</summary>
    public override EigenvalueRange FourthMomentRange(ReadOnlySpan<double> naturalParameters)
    {
        using LentValues workspace = new(Dimension);
        Peak peak = Normalise(naturalParameters, workspace.Values);
        return new(0, CategoricalRange.GreatestFourthMoment(workspace.Values, peak.Label));
    }

    /// <summary>KL = log E[exp d], d the centred difference of the two parameters: log1p of a sum of terms exp d − 1 − d ≥ 0.</summary>
    public override double KullbackLeibler(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> reference)
    {
        RequireDimension(reference.Length);
        using LentValues workspace = new(2 * Dimension);
        Span<double> probabilities = workspace.Values[..Dimension], difference = workspace.Values[Dimension..];
        Peak peak = Normalise(naturalParameters, probabilities);
        TensorPrimitives.Subtract(reference, naturalParameters, difference);
        Centring centre = Centre(probabilities, difference, peak);
        for (int y = 0; y < difference.Length; y++) difference[y] = centre.Deviation(difference[y]);
        if (TensorPrimitives.Max(difference) > FarDifference)
        {
            // Through log σ, for a probability may underflow where its product with exp d does not.
            double logOthers = ElementaryFunctions.LogOnePlus(peak.Others);
            for (int y = 0; y < difference.Length; y++) difference[y] += naturalParameters[y] - peak.Parameter - logOthers;
            Peak tilted = Weigh(difference, probabilities);
            return Math.Max(0, tilted.Parameter + ElementaryFunctions.LogOnePlus(tilted.Others));
        }

        double excess = 0;
        for (int y = 0; y < difference.Length; y++) excess += probabilities[y] * ElementaryFunctions.ExponentialRemainder(difference[y]);
        return ElementaryFunctions.LogOnePlus(excess);
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        RequireDimension(statistic.Length);
        statistic.Clear();
        statistic[LabelOf(outcome)] = 1;
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> outcome)
    {
        using LentValues workspace = new(Dimension);
        Peak peak = Weigh(naturalParameters, workspace.Values);
        return naturalParameters[LabelOf(outcome)] - peak.Parameter - ElementaryFunctions.LogOnePlus(peak.Others);
    }

    /// <summary>Draws a label by inversion of the distribution function: one uniform a draw.</summary>
    public override void Sample(ReadOnlySpan<double> naturalParameters, ref RandomSequence random, Span<double> outcome)
    {
        RequireOutcome(outcome.Length);
        using LentValues workspace = new(Dimension);
        Span<double> weights = workspace.Values;
        Peak peak = Weigh(naturalParameters, weights);
        double remaining = random.NextUniform() * (1 + peak.Others);
        int label = 0;
        while (label < weights.Length && (remaining -= weights[label]) >= 0) label++;

        // Past the end only by the rounding of the sum.
        outcome[0] = label < weights.Length ? label : peak.Label;
    }

    // Writes exp(θ − max θ). The likeliest label, whose weight is 1, stays out of the sum: so F and 1 − σ_m keep their digits.
    private Peak Weigh(ReadOnlySpan<double> naturalParameters, Span<double> weights)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(weights.Length);
        int label = TensorPrimitives.IndexOfMax(naturalParameters);
        double parameter = naturalParameters[label], others = 0;
        TensorPrimitives.Subtract(naturalParameters, parameter, weights);
        TensorPrimitives.Exp(weights, weights);
        for (int y = 0; y < label; y++) others += weights[y];
        for (int y = label + 1; y < weights.Length; y++) others += weights[y];
        return new(label, parameter, others);
    }

    // Writes σ.
    private Peak Normalise(ReadOnlySpan<double> naturalParameters, Span<double> probabilities)
    {
        Peak peak = Weigh(naturalParameters, probabilities);
        TensorPrimitives.Multiply(probabilities, 1 / (1 + peak.Others), probabilities);
        return peak;
    }

    private Centring Centre(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> u, Peak peak)
    {
        RequireDimension(u.Length);
        double origin = u[peak.Label], mean = 0;
        for (int y = 0; y < u.Length; y++) mean += probabilities[y] * (u[y] - origin);
        return new(origin, mean);
    }

    private static double Covariance(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> u, ReadOnlySpan<double> v, Centring uCentre, Centring vCentre)
    {
        double covariance = 0;
        for (int y = 0; y < probabilities.Length; y++) covariance += probabilities[y] * uCentre.Deviation(u[y]) * vCentre.Deviation(v[y]);
        return covariance;
    }

    private int LabelOf(ReadOnlySpan<double> outcome)
    {
        RequireOutcome(outcome.Length);
        return (int)outcome[0];
    }

    /// <summary>The likeliest label m, its parameter, and Σ_{y ≠ m} exp(θ_y − θ_m).</summary>
    private readonly record struct Peak(int Label, double Parameter, double Others)
    {
        /// <summary>1 − σ_a without cancellation.</summary>
        public double Complement(int label, double probability) => label == Label ? Others / (1 + Others) : 1 - probability;
    }

    /// <summary>E[u·t] in two parts, u_m and the rest, which may be too small to add to it.</summary>
    private readonly record struct Centring(double Origin, double Mean)
    {
        /// <summary>u·(t − η) at a label.</summary>
        public double Deviation(double value) => value - Origin - Mean;
    }
}
