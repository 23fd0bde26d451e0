using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>What the family says at the outputs of a chunk of examples: natural parameters, extreme eigenvalues and scores, once for all layers.</summary>
internal sealed class OutputGeometry
{
    private readonly Likelihood _likelihood;
    private readonly DiagonalNeeds _needs;
    private readonly DiagonalOptions _options;
    private readonly LabelContext _context;
    private readonly Matrix<double> _drawn;
    private readonly Matrix<double> _natural;
    private readonly EigenvalueRange[] _covarianceRanges;
    private readonly EigenvalueRange[] _productVarianceRanges;
    private readonly Matrix<double> _observed;
    private readonly Matrix<double> _sampled;
    private readonly LabelDistribution? _labels;
    private readonly Matrix<double> _labelScores;
    private readonly EigenvalueRange[] _labelRanges;
    private readonly EigenvalueRange[] _labelProductRanges;
    private readonly double[] _mean;
    private readonly double[] _outcome;
    private int _first;

    public OutputGeometry(Likelihood likelihood, DiagonalOptions options, int capacity)
    {
        DiagonalNeeds needs = options.Needs;
        int samples = needs.HasFlag(DiagonalNeeds.Samples) ? options.Labels.BackwardPasses(likelihood.Dimension) : 0;
        _likelihood = likelihood;
        _needs = needs;
        _options = options;
        _context = new LabelContext(likelihood);
        _drawn = new Matrix<double>(samples, likelihood.Dimension);
        _labels = options.LabelsInUse;
        _labelScores = new Matrix<double>(checked(capacity * (_labels?.Outcomes ?? 0)), likelihood.Dimension);
        _labelRanges = new EigenvalueRange[capacity];
        _labelProductRanges = new EigenvalueRange[capacity];
        _natural = new Matrix<double>(capacity, likelihood.Dimension);
        _covarianceRanges = new EigenvalueRange[capacity];
        _productVarianceRanges = new EigenvalueRange[capacity];
        _observed = new Matrix<double>(needs.HasFlag(DiagonalNeeds.Outcomes) ? capacity : 0, likelihood.Dimension);
        _sampled = new Matrix<double>(checked(capacity * samples), likelihood.Dimension);
        _mean = new double[likelihood.Dimension];
        _outcome = new double[likelihood.OutcomeWidth];
    }

    /// <summary>θ of an example.</summary>
    public ReadOnlySpan<double> Natural(int example) => _natural.Row(example);

    /// <summary>Extreme eigenvalues of Cov.</summary>
    public EigenvalueRange CovarianceRange(int example) => _covarianceRanges[example];

    /// <summary>Extreme eigenvalues of K − Cov⊗Cov.</summary>
    public EigenvalueRange ProductVarianceRange(int example) => _productVarianceRanges[example];

    /// <summary>t(y) − η of the observed outcome, 1×T.</summary>
    public ReadOnlyMatrixView<double> ObservedScores(int example) => _observed.View.RowRange(example, 1);

    /// <summary>t(y) − η of the outcomes drawn, samples × T; or whatever stands for it under the label rule.</summary>
    public ReadOnlyMatrixView<double> SampledScores(int example) => _sampled.View.RowRange(example * _drawn.Rows, _drawn.Rows);

    /// <summary>The scores of the label distribution's outcomes, outcomes × T.</summary>
    public ReadOnlyMatrixView<double> LabelScores(int example) => _labelScores.View.RowRange(example * _labels!.Outcomes, _labels.Outcomes);

    /// <summary>The probabilities of the label distribution's outcomes.</summary>
    public ReadOnlySpan<double> LabelWeights(int example) => _labels!.Weights(_first + example);

    /// <summary>Extreme eigenvalues of E_q[(t − η)(t − η)ᵀ].</summary>
    public EigenvalueRange LabelRange(int example) => _labelRanges[example];

    /// <summary>Extreme eigenvalues of the covariance under q of (t − η)(t − η)ᵀ.</summary>
    public EigenvalueRange LabelProductRange(int example) => _labelProductRanges[example];

    /// <summary>Evaluates the family at the outputs of some examples.</summary>
    /// <param name="outputs">Examples × T.</param>
    /// <param name="outcomes">Observed outcomes, where needed.</param>
    /// <param name="first">The position in the data of the first example.</param>
    public void Load<T>(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<double> outcomes, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _first = first;
        for (int i = 0; i < outputs.Rows; i++)
        {
            Span<double> natural = _natural.Row(i);
            TensorPrimitives.ConvertTruncating(outputs.Row(i), natural);
            if (_needs.HasFlag(DiagonalNeeds.CovarianceRange)) _covarianceRanges[i] = _likelihood.CovarianceRange(natural);
            if (_needs.HasFlag(DiagonalNeeds.ProductVarianceRange)) _productVarianceRanges[i] = _likelihood.ProductVarianceRange(natural);
            if (_observed.Rows == 0 && _sampled.Rows == 0 && _labels is null) continue;
            _likelihood.Mean(natural, _mean);
            if (_observed.Rows > 0) StoreScore(outcomes.Row(i), _observed.Row(i));
            if (_sampled.Rows > 0) Draw(natural, first + i, _sampled.View.RowRange(i * _drawn.Rows, _drawn.Rows));
            if (_labels is not null) LoadLabels(_labels, i);
        }
    }

    private void LoadLabels(LabelDistribution labels, int example)
    {
        for (int k = 0; k < labels.Outcomes; k++)
        {
            labels.Outcome(_likelihood, _first + example, k, _outcome);
            StoreScore(_outcome, _labelScores.Row((example * labels.Outcomes) + k));
        }

        if (!_needs.HasFlag(DiagonalNeeds.LabelSpectra)) return;
        _labelRanges[example] = LabelSpectra.SecondMoment(LabelScores(example), LabelWeights(example));
        _labelProductRanges[example] = LabelSpectra.ProductCovariance(LabelScores(example), LabelWeights(example));
    }

    // Scores are cotangents with the other sign, and without the weight by which squares of cotangents become a mean.
    private void Draw(ReadOnlySpan<double> natural, int example, MatrixView<double> scores)
    {
        _context.Load(natural, _options.Stream, example);
        _options.Labels.Write(_context, _drawn);
        TensorPrimitives.Multiply(_drawn.AsSpan(), -Math.Sqrt(_options.Labels.Samples), scores.AsSpan());
    }

    private void StoreScore(ReadOnlySpan<double> outcome, Span<double> score)
    {
        _likelihood.SufficientStatistic(outcome, score);
        TensorPrimitives.Subtract(score, _mean, score);
    }
}
