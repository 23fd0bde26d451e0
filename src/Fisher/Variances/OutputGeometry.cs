using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>What the family says at the outputs of a chunk of examples: natural parameters, extreme eigenvalues and scores, once for all layers.</summary>
internal sealed class OutputGeometry
{
    private readonly Likelihood _likelihood;
    private readonly DiagonalNeeds _needs;
    private readonly int _samples;
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
        int samples = options.Samples;
        _likelihood = likelihood;
        _needs = needs;
        _samples = samples;
        _labels = options.LabelsInUse;
        _labelScores = new Matrix<double>(checked(capacity * (_labels?.Outcomes ?? 0)), likelihood.Dimension);
        _labelRanges = new EigenvalueRange[capacity];
        _labelProductRanges = new EigenvalueRange[capacity];
        _natural = new Matrix<double>(capacity, likelihood.Dimension);
        _covarianceRanges = new EigenvalueRange[capacity];
        _productVarianceRanges = new EigenvalueRange[capacity];
        _observed = new Matrix<double>(needs.HasFlag(DiagonalNeeds.Outcomes) ? capacity : 0, likelihood.Dimension);
        _sampled = new Matrix<double>(needs.HasFlag(DiagonalNeeds.Samples) ? checked(capacity * samples) : 0, likelihood.Dimension);
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

    /// <summary>t(y) − η of the outcomes drawn, samples × T.</summary>
    public ReadOnlyMatrixView<double> SampledScores(int example) => _sampled.View.RowRange(example * _samples, _samples);

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
    /// <param name="labels">The stream that outcomes are drawn from: example i draws from its child i.</param>
    /// <param name="first">The position in the data of the first example.</param>
    /// <exception cref="InvalidInputException">An output is not finite.</exception>
    public void Load<T>(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<double> outcomes, RandomStream labels, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _first = first;
        for (int i = 0; i < outputs.Rows; i++)
        {
            Span<double> natural = _natural.Row(i);
            TensorPrimitives.ConvertTruncating(outputs.Row(i), natural);
            if (!TensorPrimitives.IsFiniteAll<double>(natural))
                throw new InvalidInputException($"example {first + i}", "an output of the network that is NaN or infinite", "finite natural parameters", "Check the model's weights and the scale of its inputs.");
            if (_needs.HasFlag(DiagonalNeeds.CovarianceRange)) _covarianceRanges[i] = _likelihood.CovarianceRange(natural);
            if (_needs.HasFlag(DiagonalNeeds.ProductVarianceRange)) _productVarianceRanges[i] = _likelihood.ProductVarianceRange(natural);
            if (_observed.Rows == 0 && _sampled.Rows == 0 && _labels is null) continue;
            _likelihood.Mean(natural, _mean);
            if (_observed.Rows > 0) StoreScore(outcomes.Row(i), _observed.Row(i));
            if (_sampled.Rows > 0) Draw(natural, labels.Split(first + i), i);
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

    private void Draw(ReadOnlySpan<double> natural, RandomStream stream, int example)
    {
        RandomSequence random = stream.From();
        for (int k = 0; k < _samples; k++)
        {
            _likelihood.Sample(natural, ref random, _outcome);
            StoreScore(_outcome, _sampled.Row((example * _samples) + k));
        }
    }

    private void StoreScore(ReadOnlySpan<double> outcome, Span<double> score)
    {
        _likelihood.SufficientStatistic(outcome, score);
        TensorPrimitives.Subtract(score, _mean, score);
    }
}
