using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Tests.Likelihoods;

public sealed class CheapBoundsTests
{
    [Fact]
    public void Cheap_bounds_hold_for_labels()
    {
        for (int draw = 0; draw < 200; draw++)
        {
            CategoricalLikelihood likelihood = Likelihood.Categorical(2 + (draw % 9));
            double[] θ = Parameters(likelihood.Dimension, draw, draw % 5 * 2);
            (EigenvalueRange covariance, EigenvalueRange product, EigenvalueRange fourth) =
                (likelihood.CovarianceRange(θ), likelihood.ProductVarianceRange(θ), likelihood.FourthMomentRange(θ));
            double bound = CheapBounds.CovarianceBound(likelihood, θ);
            Assert.InRange(covariance.Greatest, 0, bound * (1 + 1e-12));
            Assert.InRange(product.Greatest, 0, CheapBounds.ProductVarianceBound(likelihood, θ) * (1 + 1e-12));
            Assert.Equal(2 * bound, CheapBounds.ProductVarianceBound(likelihood, θ), 1e-15);

            double largest = CheapBounds.LargestSquaredDeviation(likelihood, θ);
            Assert.InRange(largest, 0, 2);
            Assert.InRange(fourth.Greatest, product.Greatest * (1 - 1e-12), CheapBounds.FourthMomentBound(largest, covariance.Greatest) * (1 + 1e-12));
        }
    }

    [Fact]
    public void Ranges_of_the_fourth_moment_and_the_covariance_enclose_that_of_products()
    {
        for (int draw = 0; draw < 100; draw++)
        {
            int dimension = 1 + (draw % 6);
            Likelihood[] families =
            [
                Likelihood.Categorical(dimension + 1), Likelihood.Bernoulli(dimension), Likelihood.Poisson(dimension), Likelihood.Normal(dimension, 0.3),
            ];
            foreach (Likelihood likelihood in families)
            {
                double[] θ = Parameters(likelihood.Dimension, draw, 1.5);
                EigenvalueRange bounds = CheapBounds.ProductVarianceBounds(likelihood.FourthMomentRange(θ), likelihood.CovarianceRange(θ)), range = likelihood.ProductVarianceRange(θ);
                Assert.InRange(range.Least, bounds.Least * (1 - 1e-12), double.PositiveInfinity);
                Assert.InRange(range.Greatest, 0, bounds.Greatest * (1 + 1e-12));
            }
        }
    }

    [Fact]
    public void Range_of_the_fourth_moment_is_that_found_without_knowing_the_family()
    {
        Likelihood[] families = [Likelihood.Categorical(4), Likelihood.Bernoulli(3), Likelihood.Poisson(3), Likelihood.Normal(2, 0.3)];
        foreach (Likelihood likelihood in families)
        {
            for (int draw = 0; draw < 4; draw++)
            {
                double[] θ = Parameters(likelihood.Dimension, draw, 1.5);
                (EigenvalueRange known, EigenvalueRange found) = (likelihood.FourthMomentRange(θ), new Anonymous(likelihood).FourthMomentRange(θ));
                Assert.Equal(known.Greatest, found.Greatest, 1e-9 * known.Greatest);
                Assert.Equal(known.Least, found.Least, 1e-7 * known.Greatest);
            }
        }
    }

    [Fact]
    public void Full_spectrum_is_that_of_the_covariance_matrix_of_products()
    {
        Likelihood[] families = [Likelihood.Categorical(3), Likelihood.Bernoulli(3)];
        foreach (Likelihood likelihood in families)
        {
            double[] θ = Parameters(3, 5, 1), mean = new double[3], outcome = new double[likelihood.OutcomeWidth], statistic = new double[3];
            FullProductVarianceSpectrum spectrum = FullProductVarianceSpectrum.Of(likelihood, θ);
            likelihood.Mean(θ, mean);

            // The trace of M and of M², by enumeration.
            int count = likelihood.LabelCount!.Value;
            double[,] moments = new double[9, 9];
            double[] products = new double[9], covariance = new double[9];
            for (int pass = 0; pass < 2; pass++)
            {
                for (int label = 0; label < count; label++)
                {
                    likelihood.Outcome(label, outcome);
                    likelihood.SufficientStatistic(outcome, statistic);
                    double probability = Math.Exp(likelihood.LogDensity(θ, outcome));
                    for (int k = 0; k < 9; k++) products[k] = (statistic[k / 3] - mean[k / 3]) * (statistic[k % 3] - mean[k % 3]);
                    for (int k = 0; k < 9; k++)
                    {
                        if (pass == 0) covariance[k] += probability * products[k];
                        for (int l = 0; pass == 1 && l < 9; l++) moments[k, l] += probability * (products[k] - covariance[k]) * (products[l] - covariance[l]);
                    }
                }
            }

            double trace = 0, square = 0;
            for (int k = 0; k < 9; k++)
            {
                trace += moments[k, k];
                for (int l = 0; l < 9; l++) square += moments[k, l] * moments[k, l];
            }

            Assert.Equal(9, spectrum.ProductVariance.Count);
            Assert.Equal(trace, spectrum.ProductVariance.Sum(), 1e-12);
            Assert.Equal(square, spectrum.ProductVariance.Sum(value => value * value), 1e-12);
            Assert.Equal(spectrum.ProductVariance.OrderDescending(), spectrum.ProductVariance);
            Assert.Equal(likelihood.CovarianceRange(θ).Greatest, spectrum.Covariance[0], 1e-13);
            Assert.InRange(likelihood.ProductVarianceRange(θ).Greatest, 0, spectrum.ProductVariance[0] * (1 + 1e-12));
        }
    }

    [Fact]
    public void Too_many_dimensions_and_endless_outcomes_are_refused()
    {
        Assert.Throws<InvalidInputException>(() => FullProductVarianceSpectrum.Of(Likelihood.Categorical(65), new double[65]));
        Assert.Throws<InvalidOperationException>(() => CheapBounds.LargestSquaredDeviation(Likelihood.Poisson(1), [0.0]));
    }

    private static double[] Parameters(int dimension, int draw, double spread)
    {
        double[] θ = new double[dimension];
        RandomStream.FromSeed(draw).From().FillNormal<double>(θ);
        return [.. θ.Select(value => spread * value)];
    }
}
