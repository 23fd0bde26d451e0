using System.Numerics.Tensors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>What families of normal distributions share: moments of products, the metric of covariances, samples.</summary>
internal static class NormalMoments
{
    /// <summary>Cov of (y, upper triangle of yyᵀ). An empty mean stands for outcomes around zero, whose products alone are taken.</summary>
    public static void Covariance(ReadOnlySpan<double> mean, ReadOnlyMatrixView<double> s, MatrixView<double> covariance)
    {
        int order = s.Rows;
        for (int i = 0; i < mean.Length; i++)
        {
            for (int j = 0; j < order; j++) covariance[i, j] = s[i, j];
            int place = order;
            for (int j = 0; j < order; j++)
            {
                for (int k = j; k < order; k++, place++) covariance[i, place] = covariance[place, i] = (mean[j] * s[i, k]) + (mean[k] * s[i, j]);
            }
        }

        int row = mean.Length;
        for (int i = 0; i < order; i++)
        {
            for (int j = i; j < order; j++, row++)
            {
                int column = mean.Length;
                for (int k = 0; k < order; k++)
                {
                    for (int l = k; l < order; l++, column++)
                    {
                        double value = (s[i, k] * s[j, l]) + (s[i, l] * s[j, k]);
                        if (!mean.IsEmpty)
                            value += (mean[i] * mean[k] * s[j, l]) + (mean[i] * mean[l] * s[j, k]) + (mean[j] * mean[k] * s[i, l]) + (mean[j] * mean[l] * s[i, k]);
                        covariance[row, column] = value;
                    }
                }
            }
        }
    }

    /// <summary>c tr(P ∂S P ∂S) for the upper triangle of S, P = S⁻¹.</summary>
    public static void TraceMetric(ReadOnlyMatrixView<double> precision, double factor, MatrixView<double> metric)
    {
        int order = precision.Rows, row = 0;
        for (int i = 0; i < order; i++)
        {
            for (int j = i; j < order; j++, row++)
            {
                int column = 0;
                for (int k = 0; k < order; k++)
                {
                    for (int l = k; l < order; l++, column++)
                    {
                        // ∂S is eᵢeⱼᵀ + eⱼeᵢᵀ off the diagonal, eᵢeᵢᵀ on it.
                        double trace = (precision[i, k] * precision[j, l]) + (precision[i, l] * precision[j, k]);
                        metric[row, column] = factor * trace * (i == j ? 0.5 : 1) * (k == l ? 1 : 2);
                    }
                }
            }
        }
    }

    /// <summary>m + L z for each row.</summary>
    public static void Sample(ReadOnlySpan<double> mean, Matrix<double> factor, ref RandomSequence random, MatrixView<double> outcomes)
    {
        double[] white = new double[factor.Rows];
        for (int row = 0; row < outcomes.Rows; row++)
        {
            random.FillNormal<double>(white);
            Span<double> outcome = outcomes.Row(row);
            for (int i = 0; i < white.Length; i++) outcome[i] = mean[i] + TensorPrimitives.Dot<double>(factor.Row(i)[..(i + 1)], white.AsSpan(0, i + 1));
        }
    }
}
