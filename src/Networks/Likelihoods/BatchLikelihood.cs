using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// The exponential family behind a network, evaluated over a batch: outputs are natural parameters θ, one row an example.
/// A few numbers an example cross from T to double here and back. One thread at a time uses it; it allocates nothing after birth.
/// </summary>
public sealed class BatchLikelihood<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _natural;
    private readonly double[] _mean;
    private readonly double[] _statistic;
    private readonly double[] _outcome;
    private readonly double[] _mode;
    private readonly Matrix<double> _root;

    /// <summary>The batch form of a likelihood.</summary>
    public BatchLikelihood(Likelihood likelihood)
    {
        Likelihood = likelihood;
        _natural = new double[likelihood.Dimension];
        _mean = new double[likelihood.Dimension];
        _statistic = new double[likelihood.Dimension];
        _outcome = new double[likelihood.OutcomeWidth];
        _mode = new double[likelihood.OutcomeWidth];
        _root = new Matrix<double>(likelihood.Dimension, likelihood.Dimension);
    }

    /// <summary>The family.</summary>
    public Likelihood Likelihood { get; }

    /// <summary>The loss of a batch, −Σ ln p(y|θ), and how many outcomes were the most probable ones.</summary>
    public BatchLoss Evaluate(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> outcomes)
    {
        Check(outputs, outcomes);
        BatchLoss total = default;
        for (int i = 0; i < outputs.Rows; i++)
        {
            double logPartition = Load(outputs.Row(i));
            total += LossOf(logPartition, outcomes.Row(i));
        }

        return total;
    }

    /// <summary>
    /// The loss of a batch and its gradient with respect to the outputs, (η − t(y)) · <paramref name="scale"/>: one over the
    /// size of the whole batch makes the mean over examples of it.
    /// </summary>
    public BatchLoss Evaluate(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> outcomes, double scale, MatrixView<T> cotangents)
    {
        Check(outputs, outcomes);
        Check(outputs, cotangents, 1);
        BatchLoss total = default;
        for (int i = 0; i < outputs.Rows; i++)
        {
            double logPartition = Load(outputs.Row(i));
            total += LossOf(logPartition, outcomes.Row(i));
            StoreScore(scale, cotangents.Row(i));
        }

        return total;
    }

    /// <summary>
    /// Score cotangents η − t(y) with outcomes y drawn from the model itself: their outer products have the Fisher
    /// information as mean. Example i draws from the stream's child of its position in the batch.
    /// </summary>
    public void SampleCotangents(ReadOnlyMatrixView<T> outputs, RandomStream stream, int firstExample, MatrixView<T> cotangents)
    {
        Check(outputs, cotangents, 1);
        for (int i = 0; i < outputs.Rows; i++)
        {
            Load(outputs.Row(i));
            RandomSequence sequence = stream.Split(firstExample + i).From();
            Likelihood.Sample(_natural, ref sequence, _outcome);
            Likelihood.SufficientStatistic(_outcome, _statistic);
            StoreScore(1, cotangents.Row(i));
        }
    }

    /// <summary>
    /// The T columns of a root S of Cov(t), S Sᵀ = Cov, as stacked cotangents (row k·examples + i is column k of example i):
    /// the sum of their outer products is the Fisher information in exact expectation over labels, for any label space.
    /// </summary>
    public void RootCotangents(ReadOnlyMatrixView<T> outputs, MatrixView<T> cotangents)
    {
        Check(outputs, cotangents, Likelihood.Dimension);
        int dimension = Likelihood.Dimension;
        for (int i = 0; i < outputs.Rows; i++)
        {
            Load(outputs.Row(i));
            Likelihood.CovarianceRoot(_natural, _root);
            for (int k = 0; k < dimension; k++)
            {
                Span<T> destination = cotangents.Row((k * outputs.Rows) + i);
                for (int j = 0; j < dimension; j++) destination[j] = T.CreateTruncating(_root[j, k]);
            }
        }
    }

    /// <summary>Σ u Cov uᵀ over examples, u the tangent of an example's outputs: examples times δᵀ F δ for the tangent of a step δ.</summary>
    public double FisherForm(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> tangents)
    {
        Check(outputs, tangents, 1);
        double sum = 0;
        for (int i = 0; i < outputs.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating(outputs.Row(i), _natural);
            TensorPrimitives.ConvertTruncating(tangents.Row(i), _statistic);
            sum += Likelihood.Covariance(_natural, _statistic.AsSpan(), _statistic);
        }

        return sum;
    }

    /// <summary>Σ u Cov wᵀ over examples, for tangents u and w of an example's outputs.</summary>
    public double FisherForm(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> tangents, ReadOnlyMatrixView<T> others)
    {
        Check(outputs, tangents, 1);
        Check(outputs, others, 1);
        double sum = 0;
        for (int i = 0; i < outputs.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating(outputs.Row(i), _natural);
            TensorPrimitives.ConvertTruncating(tangents.Row(i), _statistic);
            TensorPrimitives.ConvertTruncating(others.Row(i), _mean);
            sum += Likelihood.Covariance(_natural, _statistic.AsSpan(), _mean);
        }

        return sum;
    }

    /// <summary>Cov u · <paramref name="scale"/> for the tangent u of an example's outputs: pulled back, it is the Fisher information times what was pushed forward.</summary>
    public void FisherCotangents(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> tangents, double scale, MatrixView<T> cotangents)
    {
        Check(outputs, tangents, 1);
        Check(outputs, cotangents, 1);
        for (int i = 0; i < outputs.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating(outputs.Row(i), _natural);
            TensorPrimitives.ConvertTruncating(tangents.Row(i), _statistic);
            Likelihood.MultiplyCovariance(_natural, _statistic, _mean);
            TensorPrimitives.Multiply(_mean, scale, _mean);
            TensorPrimitives.ConvertTruncating<double, T>(_mean, cotangents.Row(i));
        }
    }

    /// <summary>Σ KL(p_i ‖ q_i) over examples, in nats, outputs being the natural parameters of p and <paramref name="others"/> those of q.</summary>
    public double Divergence(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> others)
    {
        Check(outputs, others, 1);
        double sum = 0;
        for (int i = 0; i < outputs.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating(outputs.Row(i), _natural);
            TensorPrimitives.ConvertTruncating(others.Row(i), _statistic);
            sum += Likelihood.KullbackLeibler(_natural, _statistic);
        }

        return sum;
    }

    private void Check(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> outcomes)
    {
        if (outputs.Columns != Likelihood.Dimension || outcomes.Columns != Likelihood.OutcomeWidth || outcomes.Rows != outputs.Rows)
            throw new ArgumentException($"Outputs are {outputs.Rows}×{outputs.Columns} and outcomes {outcomes.Rows}×{outcomes.Columns}; '{Likelihood.Name}' takes rows of {Likelihood.Dimension} and {Likelihood.OutcomeWidth}.", nameof(outcomes));
    }

    private void Check(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> vectors, int perExample)
    {
        if (outputs.Columns != Likelihood.Dimension || vectors.Columns != Likelihood.Dimension || vectors.Rows != outputs.Rows * perExample)
            throw new ArgumentException($"Outputs are {outputs.Rows}×{outputs.Columns} and their vectors {vectors.Rows}×{vectors.Columns}; '{Likelihood.Name}' takes {perExample} for each example and rows of {Likelihood.Dimension}.", nameof(vectors));
    }

    // θ and η of one example; returns F(θ).
    private double Load(ReadOnlySpan<T> output)
    {
        TensorPrimitives.ConvertTruncating(output, _natural);
        return Likelihood.LogPartitionAndMean(_natural, _mean);
    }

    private BatchLoss LossOf(double logPartition, ReadOnlySpan<T> outcome)
    {
        TensorPrimitives.ConvertTruncating(outcome, _outcome);
        Likelihood.SufficientStatistic(_outcome, _statistic);
        double loss = logPartition - TensorPrimitives.Dot<double>(_natural, _statistic) - Likelihood.LogBaseMeasure(_outcome);
        Likelihood.Mode(_natural, _mode);
        return new BatchLoss(loss, _outcome.AsSpan().SequenceEqual(_mode) ? 1 : 0);
    }

    private void StoreScore(double scale, Span<T> cotangent)
    {
        for (int j = 0; j < cotangent.Length; j++) cotangent[j] = T.CreateTruncating(scale * (_mean[j] - _statistic[j]));
    }
}
