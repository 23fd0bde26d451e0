using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Extension.Tests.Likelihoods;

/// <summary>A family that states its formulas for one output has all verbs of a family; here against sums over its outcomes.</summary>
public sealed class ForeignLikelihoodTests
{
    private const int Trials = 4;

    private readonly IndependentBinomial _likelihood = new(2, Trials);

    [Fact]
    public void Moments_and_divergence_are_those_found_by_enumeration()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            double[] θ = Draw(ref random), reference = Draw(ref random), u = Draw(ref random), v = Draw(ref random), mean = new double[2];
            _likelihood.Mean(θ, mean);
            double total = 0, covariance = 0, fourth = 0, divergence = 0;
            for (int outcome = 0; outcome < (Trials + 1) * (Trials + 1); outcome++)
            {
                double[] y = [outcome / (Trials + 1), outcome % (Trials + 1)];
                double p = Math.Exp(_likelihood.LogDensity(θ, y)), uy = Deviation(u, y, mean), vy = Deviation(v, y, mean);
                total += p;
                covariance += p * uy * vy;
                fourth += p * uy * uy * vy * vy;
                divergence += p * (_likelihood.LogDensity(θ, y) - _likelihood.LogDensity(reference, y));
            }

            Assert.Equal(1, total, 1e-12);
            Assert.Equal(covariance, _likelihood.Covariance(θ, u, v), 1e-12);
            Assert.Equal(fourth - (covariance * covariance), _likelihood.ProductVariance(θ, u, v), 1e-10);
            Assert.Equal(divergence, _likelihood.KullbackLeibler(θ, reference), 1e-11);

            Matrix<double> root = new(2, 2);
            _likelihood.CovarianceRoot(θ, root);
            Assert.Equal(_likelihood.Covariance(θ, [1, 0], [1, 0]), root[0, 0] * root[0, 0], 1e-13);
        }
    }

    private static double[] Draw(ref RandomSequence random) => [random.NextNormal(), random.NextNormal()];

    private static double Deviation(double[] u, double[] y, double[] mean) => (u[0] * (y[0] - mean[0])) + (u[1] * (y[1] - mean[1]));
}
