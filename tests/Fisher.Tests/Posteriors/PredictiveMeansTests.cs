using Neuromanifold.Fisher.Posteriors;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Posteriors;

public sealed class PredictiveMeansTests
{
    private const double Logistic = 0.02, Deviations = 5;

    private readonly Problem _problem = Problem.Chain(Likelihood.Bernoulli(2), new Activation(ActivationFunctions.HyperbolicTangent), 3, [4], 40, seed: 1);

    private LaplacePrediction Predict()
    {
        Observations data = new(_problem.Model.Likelihood, _problem.Inputs, 1);
        return Laplace.Fit(_problem, data, new LaplaceOptions { Structure = LaplaceStructure.Full, PriorPrecision = 0.1 }).Predict(data, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_probit_approximation_is_near_the_integral_of_the_sigmoid()
    {
        LaplacePrediction prediction = Predict();
        Matrix<double> probit = PredictiveMeans.Probit(_problem.Model.Likelihood, prediction);
        for (int i = 0; i < probit.Rows; i++)
        {
            for (int a = 0; a < probit.Columns; a++) Assert.Equal(Integral(prediction.Means[i, a], prediction.Covariance(i)[a, a]), probit[i, a], Logistic);
        }
    }

    [Fact]
    public void Samples_agree_with_the_integral()
    {
        // 80 means of values in [0, 1], whose standard error is at most ½/√samples; five of them: a false alarm in 20,000 runs.
        const int Samples = 4000;
        LaplacePrediction prediction = Predict();
        Matrix<double> sampled = PredictiveMeans.Sampled(_problem.Model.Likelihood, prediction, Samples, RandomStream.FromSeed(2));
        for (int i = 0; i < sampled.Rows; i++)
        {
            for (int a = 0; a < sampled.Columns; a++)
                Assert.Equal(Integral(prediction.Means[i, a], prediction.Covariance(i)[a, a]), sampled[i, a], Deviations * 0.5 / Math.Sqrt(Samples));
        }
    }

    [Fact]
    public void Samples_of_dependent_outputs_have_the_covariance_that_was_asked_for()
    {
        // With the identity as mean function, as a normal family has it, the mean of samples is the mean of outputs.
        Problem normal = Problem.Chain(Likelihood.Normal(3), new Activation(ActivationFunctions.HyperbolicTangent), 3, [4], 20, seed: 4);
        Observations data = new(normal.Model.Likelihood, normal.Inputs, 4);
        LaplacePrediction prediction = Laplace.Fit(normal, data, new LaplaceOptions { Structure = LaplaceStructure.Full }).Predict(data, TestContext.Current.CancellationToken);
        const int Samples = 2000;
        Matrix<double> sampled = PredictiveMeans.Sampled(normal.Model.Likelihood, prediction, Samples, RandomStream.FromSeed(5));
        for (int i = 0; i < 20; i++)
        {
            for (int a = 0; a < 3; a++) Assert.Equal(prediction.Means[i, a], sampled[i, a], Deviations * Math.Sqrt(prediction.Covariance(i)[a, a] / Samples));
        }
    }

    [Fact]
    public void Without_uncertainty_all_three_agree()
    {
        Observations data = new(_problem.Model.Likelihood, _problem.Inputs, 1);
        LaplacePrediction sure = Laplace.Fit(_problem, data, new LaplaceOptions { Structure = LaplaceStructure.Diagonal, PriorPrecision = 1e30 }).Predict(data, TestContext.Current.CancellationToken);
        double[] mode = PredictiveMeans.AtMode(_problem.Model.Likelihood, sure).AsSpan().ToArray();
        Assert.Equal(mode, PredictiveMeans.Probit(_problem.Model.Likelihood, sure).AsSpan().ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(mode, PredictiveMeans.Sampled(_problem.Model.Likelihood, sure, 3, RandomStream.FromSeed(0)).AsSpan().ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void A_family_without_labels_has_no_probit() =>
        Assert.Throws<ArgumentException>(() => PredictiveMeans.Probit(Likelihood.Poisson(2), Predict()));

    // ∫ sigm(t) N(t; mean, variance) dt by the trapezium rule, which is exact to rounding here.
    private static double Integral(double mean, double variance)
    {
        const int Nodes = 2000;
        const double Reach = 10;
        double deviation = Math.Sqrt(variance), sum = 0;
        for (int k = 0; k <= Nodes; k++)
        {
            double z = (2 * Reach * k / Nodes) - Reach;
            sum += Math.Exp(-0.5 * z * z) / (1 + Math.Exp(-mean - (deviation * z)));
        }

        return sum * 2 * Reach / Nodes / Math.Sqrt(2 * Math.PI);
    }
}
