using System.Numerics.Tensors;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Tests.Variances;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Labels;

public sealed class HutchinsonTests
{
    [Theory]
    [InlineData(CovarianceRoot.Labels)]
    [InlineData(CovarianceRoot.Eigen)]
    public void Mean_and_variance_over_all_signs_are_the_information_and_its_closed_form(CovarianceRoot root)
    {
        DiagonalQuantity variance = DiagonalEstimators.Hutchinson(root).Variance!;
        for (int seed = 0; seed < 24; seed++)
        {
            DrawnModel drawn = new(seed, 2);
            DiagonalResult result = Run(drawn, new DiagonalOptions([DiagonalQuantities.Fisher, variance]));
            double[] means = new double[result.Layout.Length], variances = new double[means.Length];
            for (int example = 0; example < drawn.Count; example++)
            {
                (double[][] jacobian, double[] natural) = ExactFisher.Jacobian(drawn.Model, drawn.Input(example));
                double[][] columns = Columns(drawn.Model.Likelihood, natural, root);
                for (int i = 0; i < means.Length; i++)
                {
                    double[] w = [.. columns.Select(column => column.Select((value, a) => value * jacobian[a][i]).Sum())];
                    double[] squares = [.. Signs(w.Length).Select(signs => Math.Pow(w.Zip(signs, (value, sign) => value * sign).Sum(), 2))];
                    means[i] += squares.Average() / drawn.Count;
                    variances[i] += squares.Average(square => Math.Pow(square - squares.Average(), 2)) / drawn.Count;
                }
            }

            double scale = means.Max();
            for (int i = 0; i < means.Length; i++)
            {
                Assert.Equal(means[i], result[DiagonalQuantities.Fisher].Span[i], 1e-11 * (means[i] + (1e-3 * scale)));
                Assert.Equal(variances[i], result[variance].Span[i], 1e-10 * (variances[i] + (1e-3 * scale * scale)));
            }
        }
    }

    [Fact]
    public void It_never_strays_by_more_than_the_root_of_two_of_the_information()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            DrawnModel drawn = new(seed, 1);
            DiagonalResult result = Run(drawn, new DiagonalOptions([DiagonalQuantities.Fisher, DiagonalQuantities.HutchinsonVariance, DiagonalQuantities.HutchinsonEigenVariance]));
            double most = 2 * (1 - (1.0 / result.Outputs));
            for (int i = 0; i < result.Layout.Length; i++)
            {
                double squared = Math.Pow(result[DiagonalQuantities.Fisher].Span[i], 2);
                Assert.InRange(result[DiagonalQuantities.HutchinsonVariance].Span[i], 0, (most * squared * (1 + 1e-12)) + double.Epsilon);
                Assert.InRange(result[DiagonalQuantities.HutchinsonEigenVariance].Span[i], 0, (most * squared * (1 + 1e-9)) + double.Epsilon);
            }
        }
    }

    [Fact]
    public void One_column_has_no_variance_and_two_classes_have_one_by_the_eigen_root()
    {
        double[] slopes = [0.3, -1.2, 2], variances = [1, 1, 1];
        foreach (Likelihood likelihood in (Likelihood[])[Likelihood.Bernoulli(1), Likelihood.Poisson(1), Likelihood.Normal(1, 0.3)])
        {
            LabelRule.Hutchinson().Variances(likelihood, [0.4], new ReadOnlyMatrixView<double>(slopes, 1, 3), variances);
            Assert.Equal([0.0, 0.0, 0.0], variances);
        }

        LabelRule.Hutchinson(root: CovarianceRoot.Eigen).Variances(Likelihood.Categorical(2), [0.4, -1], new ReadOnlyMatrixView<double>([1, 2, -0.5, 3], 2, 2), variances.AsSpan(0, 2));
        Assert.Equal([0.0, 0.0], variances[..2]);
        LabelRule.Hutchinson().Variances(Likelihood.Categorical(2), [0.4, -1], new ReadOnlyMatrixView<double>([1, 2, -0.5, 3], 2, 2), variances.AsSpan(0, 2));
        Assert.All(variances[..2], variance => Assert.True(variance > 0));
    }

    // Some 1,600 parameters of 8 models, each a mean of 8,000 draws: a limit of 6 standard errors raises a false alarm once in 300,000 runs, were they normal.
    [Theory]
    [InlineData(CovarianceRoot.Labels)]
    [InlineData(CovarianceRoot.Eigen)]
    public void Estimates_stray_by_their_standard_errors(CovarianceRoot root)
    {
        DiagonalEstimator estimator = DiagonalEstimators.Hutchinson(root);
        double squares = 0;
        int counted = 0;
        for (int seed = 0; seed < 8; seed++)
        {
            DrawnModel drawn = new(seed, 4);
            DiagonalResult result = Run(drawn, new DiagonalOptions([DiagonalQuantities.Fisher, estimator.Variance!, estimator.Estimate!]) { Labels = estimator.Labels!(2000), Stream = RandomStream.FromSeed(seed) });
            double[] errors = result.StandardError(estimator.Variance!);
            double scale = TensorPrimitives.Max(result[DiagonalQuantities.Fisher].Span);
            for (int i = 0; i < errors.Length; i++)
            {
                double gap = result[estimator.Estimate!].Span[i] - result[DiagonalQuantities.Fisher].Span[i];
                Assert.True(Math.Abs(gap) <= (6 * errors[i]) + (1e-11 * scale), $"seed {seed}, parameter {i}: {gap} with a standard error of {errors[i]}");
                if (errors[i] <= 1e-9 * scale) continue;
                squares += gap * gap / (errors[i] * errors[i]);
                counted++;
            }
        }

        // Parameters of one model are correlated, so this mean of squares has a wide but known middle.
        Assert.InRange(squares / counted, 0.3, 3);
    }

    private static DiagonalResult Run(DrawnModel drawn, DiagonalOptions options) =>
        DiagonalAnalysis.Run(drawn.Model, drawn, options with { Threads = 1 }, TestContext.Current.CancellationToken);

    // The columns of the root as the definition has them, from the covariance alone.
    private static double[][] Columns(Likelihood likelihood, double[] natural, CovarianceRoot root)
    {
        int order = natural.Length;
        Matrix<double> covariance = new(order, order);
        likelihood.Covariance(natural, covariance);
        if (root == CovarianceRoot.Eigen)
        {
            double[] eigenvalues = new double[order];
            SymmetricEigen.Decompose<double>(covariance, eigenvalues);
            return [.. Enumerable.Range(0, order).Select(k => covariance.Row(k).ToArray().Select(value => value * Math.Sqrt(Math.Max(0, eigenvalues[k]))).ToArray())];
        }

        if (likelihood is not CategoricalLikelihood) return [.. Enumerable.Range(0, order).Select(k => Unit(k, Math.Sqrt(covariance[k, k])))];
        double[] probabilities = new double[order];
        likelihood.Mean(natural, probabilities);
        return [.. Enumerable.Range(0, order).Select(k => Unit(k, 1).Zip(probabilities, (unit, p) => Math.Sqrt(probabilities[k]) * (unit - p)).ToArray())];

        double[] Unit(int k, double value) => [.. Enumerable.Range(0, order).Select(a => a == k ? value : 0)];
    }

    private static IEnumerable<double[]> Signs(int count) =>
        Enumerable.Range(0, 1 << count).Select(bits => Enumerable.Range(0, count).Select(k => (bits >> k & 1) == 0 ? -1.0 : 1).ToArray());
}
