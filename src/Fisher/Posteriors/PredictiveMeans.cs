using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Posteriors;

/// <summary>The mean of the sufficient statistic over uncertain outputs: for labels, the predictive probabilities.</summary>
public static class PredictiveMeans
{
    /// <summary>η at the mode, as if nothing were uncertain; a row an example.</summary>
    public static Matrix<double> AtMode(Likelihood likelihood, LaplacePrediction prediction)
    {
        Matrix<double> result = new(prediction.Means.Rows, prediction.Means.Columns);
        for (int i = 0; i < result.Rows; i++) likelihood.Mean(prediction.Means.Row(i), result.Row(i));
        return result;
    }

    /// <summary>
    /// η at outputs scaled by 1/√(1 + π v/8), v each output's variance: the integral of the sigmoid against a normal, its cousin the normal distribution
    /// function put in its place, and output by output for the soft-max. Sources: [MacKay92], for two classes; [Daxberger21], for more.
    /// </summary>
    /// <exception cref="ArgumentException">The family is neither categorical nor Bernoulli.</exception>
    public static Matrix<double> Probit(Likelihood likelihood, LaplacePrediction prediction)
    {
        if (likelihood is not (CategoricalLikelihood or BernoulliLikelihood)) throw new ArgumentException($"The probit approximation is of labels; '{likelihood.Name}' has none. Sample instead.", nameof(likelihood));
        Matrix<double> result = new(prediction.Means.Rows, prediction.Means.Columns);
        double[] scaled = new double[result.Columns];
        for (int i = 0; i < result.Rows; i++)
        {
            ReadOnlyMatrixView<double> covariance = prediction.Covariance(i);
            for (int k = 0; k < scaled.Length; k++) scaled[k] = prediction.Means[i, k] / Math.Sqrt(1 + (Math.PI / 8 * covariance[k, k]));
            likelihood.Mean(scaled, result.Row(i));
        }

        return result;
    }

    /// <summary>The mean of η over outputs drawn from their normal distribution. Its standard error falls with the root of the number of samples.</summary>
    /// <param name="likelihood">The family.</param>
    /// <param name="prediction">The outputs.</param>
    /// <param name="samples">Draws for each example.</param>
    /// <param name="stream">Example i draws from the stream's child i.</param>
    /// <exception cref="NumericalException">A covariance is not positive semidefinite to working precision.</exception>
    public static Matrix<double> Sampled(Likelihood likelihood, LaplacePrediction prediction, int samples, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        int dimension = prediction.Means.Columns;
        Matrix<double> result = new(prediction.Means.Rows, dimension), root = new(dimension, dimension);
        double[] drawn = new double[dimension], normal = new double[dimension], mean = new double[dimension];
        for (int i = 0; i < result.Rows; i++)
        {
            Root(prediction.Covariance(i), root);
            RandomSequence random = stream.Split(i).From();
            for (int s = 0; s < samples; s++)
            {
                random.FillNormal<double>(normal);
                for (int a = 0; a < dimension; a++)
                {
                    drawn[a] = prediction.Means[i, a];
                    for (int b = 0; b <= a; b++) drawn[a] += root[a, b] * normal[b];
                }

                likelihood.Mean(drawn, mean);
                for (int a = 0; a < dimension; a++) result[i, a] += mean[a] / samples;
            }
        }

        return result;
    }

    // A covariance may be singular, as where an output depends on no parameter: rounding is drowned.
    private static void Root(ReadOnlyMatrixView<double> covariance, Matrix<double> root)
    {
        double largest = 0;
        for (int a = 0; a < covariance.Rows; a++) largest = Math.Max(largest, covariance[a, a]);
        root.View.CopyFrom(covariance);
        if (largest == 0) return;
        for (int a = 0; a < covariance.Rows; a++) root[a, a] += 1e-12 * largest;
        Cholesky.Factor(root.View);
    }
}
