using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// What quantities are made of, for every unit j of one layer at one example: ∂h/∂z_j and ∂²h/∂z_j² as columns of T values and
/// their contractions with the family's moments. In double, whatever the network's precision.
/// </summary>
internal sealed class UnitMoments
{
    private readonly Likelihood _likelihood;
    private readonly OutputGeometry _outputs;
    private readonly bool _fromRoots;
    private readonly double[] _slopes;
    private readonly double[] _curvatures;
    private readonly double[] _information;
    private readonly double[] _slopeNorms;
    private readonly double[] _curvatureNorms;
    private readonly double[] _projections;
    private bool _hasLabels;
    private bool _hasSlopeNorms;
    private bool _hasCurvatureNorms;
    private int _units;
    private int _example;

    /// <summary>Room for the widest layer.</summary>
    /// <param name="outputs">The family at the outputs.</param>
    /// <param name="likelihood">The family.</param>
    /// <param name="widest">The largest number of units in a layer.</param>
    /// <param name="samples">The largest number of scores contracted at once.</param>
    /// <param name="fromRoots">Whether the cotangents are columns of a root of Cov, and after them the observed score, rather than columns of the identity: then the information and the score's derivatives alone are known.</param>
    public UnitMoments(OutputGeometry outputs, Likelihood likelihood, int widest, int samples, bool fromRoots)
    {
        _outputs = outputs;
        _likelihood = likelihood;
        _fromRoots = fromRoots;
        int entries = checked(likelihood.Dimension * widest);
        _slopes = new double[entries + widest];
        _curvatures = new double[fromRoots ? widest : entries];
        _information = new double[widest];
        _slopeNorms = new double[widest];
        _curvatureNorms = new double[widest];
        _projections = new double[checked(Math.Max(1, samples) * widest)];
    }

    /// <summary>I at ã = 1.</summary>
    public ReadOnlySpan<double> Information => _information.AsSpan(0, _units);

    /// <summary>‖∂h/∂z_j‖².</summary>
    public ReadOnlySpan<double> SlopeNorms
    {
        get
        {
            if (!_hasSlopeNorms) SumSquares(Slopes, _slopeNorms);
            _hasSlopeNorms = true;
            return _slopeNorms.AsSpan(0, _units);
        }
    }

    /// <summary>‖∂²h/∂z_j²‖².</summary>
    public ReadOnlySpan<double> CurvatureNorms
    {
        get
        {
            if (!_hasCurvatureNorms) SumSquares(Curvatures, _curvatureNorms);
            _hasCurvatureNorms = true;
            return _curvatureNorms.AsSpan(0, _units);
        }
    }

    /// <summary>Extreme eigenvalues of Cov.</summary>
    public EigenvalueRange CovarianceRange => _outputs.CovarianceRange(_example);

    /// <summary>Extreme eigenvalues of K − Cov⊗Cov.</summary>
    public EigenvalueRange ProductVarianceRange => _outputs.ProductVarianceRange(_example);

    /// <summary>Extreme eigenvalues of the label distribution's second moments.</summary>
    public EigenvalueRange LabelRange => _outputs.LabelRange(_example);

    /// <summary>Extreme eigenvalues of the label distribution's covariances of products.</summary>
    public EigenvalueRange LabelProductRange => _outputs.LabelProductRange(_example);

    /// <summary>Moments under the label distribution; to be given where there is one.</summary>
    public LabelMoments Labels
    {
        get
        {
            if (!_hasLabels) field.Load(_outputs.LabelScores(_example), _outputs.LabelWeights(_example), Slopes);
            _hasLabels = true;
            return field;
        }

        init;
    } = new(0, 0);

    /// <summary>The score of the observed outcome.</summary>
    public ReadOnlyMatrixView<double> ObservedScores => _outputs.ObservedScores(_example);

    /// <summary>The scores of the outcomes drawn.</summary>
    public ReadOnlyMatrixView<double> SampledScores => _outputs.SampledScores(_example);

    private ReadOnlyMatrixView<double> Slopes => new(_slopes, _likelihood.Dimension, _units);

    private ReadOnlyMatrixView<double> Curvatures => new(_curvatures, _fromRoots ? 1 : _likelihood.Dimension, _units);

    private ReadOnlySpan<double> ScoreSlopes => _slopes.AsSpan(_likelihood.Dimension * _units, _units);

    /// <summary>Turns to a layer and an example.</summary>
    /// <param name="example">The example.</param>
    /// <param name="slopes">∂h/∂z stacked, row a·examples + i for output a of example i; or the same of the columns of a root and, after them, of the observed score.</param>
    /// <param name="curvatures">∂²h/∂z² likewise; no rows where it is zero or not needed.</param>
    /// <param name="examples">Examples in the chunk.</param>
    public void Load<T>(int example, ReadOnlyMatrixView<T> slopes, ReadOnlyMatrixView<T> curvatures, int examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _example = example;
        _units = slopes.Columns;
        _hasSlopeNorms = _hasCurvatureNorms = _hasLabels = false;
        Gather(slopes, example, examples, _slopes);
        if (curvatures.Rows > 0) Gather(curvatures, example, examples, _curvatures);
        else Array.Clear(_curvatures);
        if (_fromRoots) SumSquares(Slopes, _information);
        else _likelihood.CovarianceForms(_outputs.Natural(example), Slopes, _information.AsSpan(0, _units));
    }

    /// <summary>The variance of one random cotangent's square at ã = 1, as V₁ of a drawn label.</summary>
    public void Variances(LabelRule rule, Span<double> units) => rule.Variances(_likelihood, _outputs.Natural(_example), Slopes, units);

    /// <summary>V₂ at ã = 1.</summary>
    public void SecondVariances(Span<double> units) => _likelihood.CovarianceForms(_outputs.Natural(_example), Curvatures, units);

    /// <summary>The mean over scores s of (s·∂h/∂z_j)².</summary>
    public void SquaredScores(ReadOnlyMatrixView<double> scores, Span<double> units)
    {
        if (_fromRoots)
        {
            TensorPrimitives.Multiply(ScoreSlopes, ScoreSlopes, units);
            return;
        }

        MatrixView<double> projections = new(_projections.AsSpan(0, scores.Rows * _units), scores.Rows, _units);
        Products.Multiply(scores, Slopes, projections);
        units.Clear();
        for (int k = 0; k < scores.Rows; k++) TensorPrimitives.MultiplyAdd<double>(projections.Row(k), projections.Row(k), units, units);
        TensorPrimitives.Divide(units, scores.Rows, units);
    }

    /// <summary>I less the mean over scores s of s·∂²h/∂z_j².</summary>
    public void NegativeCurvatures(ReadOnlyMatrixView<double> scores, Span<double> units)
    {
        if (_fromRoots)
        {
            TensorPrimitives.Subtract(Information, Curvatures.Row(0), units);
            return;
        }

        Information.CopyTo(units);
        for (int a = 0; a < _likelihood.Dimension; a++)
        {
            double sum = 0;
            for (int k = 0; k < scores.Rows; k++) sum += scores.Row(k)[a];
            TensorPrimitives.MultiplyAdd(Curvatures.Row(a), -sum / scores.Rows, units, units);
        }
    }

    private void Gather<T>(ReadOnlyMatrixView<T> stacked, int example, int examples, double[] destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int a = 0; a < stacked.Rows / examples; a++)
            TensorPrimitives.ConvertTruncating(stacked.Row((a * examples) + example), destination.AsSpan(a * _units, _units));
    }

    private void SumSquares(ReadOnlyMatrixView<double> columns, double[] sums)
    {
        Span<double> target = sums.AsSpan(0, _units);
        target.Clear();
        for (int a = 0; a < columns.Rows; a++) TensorPrimitives.MultiplyAdd(columns.Row(a), columns.Row(a), target, target);
    }
}
