using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.ExponentialFamilies;

public sealed class CheapBoundsTests
{
    [Fact]
    public void Cheap_bounds_hold_for_labels()
    {
        for (int draw = 0; draw < 200; draw++)
        {
            Categorical family = Families.Categorical(2 + (draw % 9));
            double[] θ = Parameters(family.Dimension, draw, draw % 5 * 2);
            (EigenvalueRange covariance, EigenvalueRange product, EigenvalueRange fourth) =
                (family.CovarianceRange(θ), family.ProductVarianceRange(θ), family.FourthMomentRange(θ));
            double bound = CheapBounds.CovarianceBound(family, θ);
            Assert.InRange(covariance.Greatest, 0, bound * (1 + 1e-12));
            Assert.InRange(product.Greatest, 0, CheapBounds.ProductVarianceBound(family, θ) * (1 + 1e-12));
            Assert.Equal(2 * bound, CheapBounds.ProductVarianceBound(family, θ), 1e-15);

            double largest = CheapBounds.LargestSquaredDeviation(family, θ);
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
            ExponentialFamily[] families =
            [
                Families.Categorical(dimension + 1), Families.IndependentBernoulli(dimension), Families.IndependentPoisson(dimension), Families.IsotropicNormal(dimension, 0.3),
            ];
            foreach (ExponentialFamily family in families)
            {
                double[] θ = Parameters(family.Dimension, draw, 1.5);
                EigenvalueRange bounds = CheapBounds.ProductVarianceBounds(family.FourthMomentRange(θ), family.CovarianceRange(θ)), range = family.ProductVarianceRange(θ);
                Assert.InRange(range.Least, bounds.Least * (1 - 1e-12), double.PositiveInfinity);
                Assert.InRange(range.Greatest, 0, bounds.Greatest * (1 + 1e-12));
            }
        }
    }

    [Fact]
    public void Range_of_the_fourth_moment_is_that_found_without_knowing_the_family()
    {
        ExponentialFamily[] families = [Families.Categorical(4), Families.IndependentBernoulli(3), Families.IndependentPoisson(3), Families.IsotropicNormal(2, 0.3)];
        foreach (ExponentialFamily family in families)
        {
            for (int draw = 0; draw < 4; draw++)
            {
                double[] θ = Parameters(family.Dimension, draw, 1.5);
                (EigenvalueRange known, EigenvalueRange found) = (family.FourthMomentRange(θ), new Anonymous(family).FourthMomentRange(θ));
                Assert.Equal(known.Greatest, found.Greatest, 1e-9 * known.Greatest);
                Assert.Equal(known.Least, found.Least, 1e-7 * known.Greatest);
            }
        }
    }

    [Fact]
    public void Full_spectrum_is_that_of_the_covariance_matrix_of_products()
    {
        ExponentialFamily[] families = [Families.Categorical(3), Families.IndependentBernoulli(3)];
        foreach (ExponentialFamily family in families)
        {
            double[] θ = Parameters(3, 5, 1), mean = new double[3], outcome = new double[family.OutcomeWidth], statistic = new double[3];
            FullProductVarianceSpectrum spectrum = FullProductVarianceSpectrum.Of(family, θ);
            family.Mean(θ, mean);

            // The trace of M and of M², by enumeration.
            int count = family.LabelCount!.Value;
            double[,] moments = new double[9, 9];
            double[] products = new double[9], covariance = new double[9];
            for (int pass = 0; pass < 2; pass++)
            {
                for (int label = 0; label < count; label++)
                {
                    family.Outcome(label, outcome);
                    family.SufficientStatistic(outcome, statistic);
                    double probability = Math.Exp(family.LogDensity(θ, outcome));
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
            Assert.Equal(family.CovarianceRange(θ).Greatest, spectrum.Covariance[0], 1e-13);
            Assert.InRange(family.ProductVarianceRange(θ).Greatest, 0, spectrum.ProductVariance[0] * (1 + 1e-12));
        }
    }

    [Fact]
    public void Too_many_dimensions_and_endless_outcomes_are_refused()
    {
        Assert.Throws<InvalidInputException>(() => FullProductVarianceSpectrum.Of(Families.Categorical(65), new double[65]));
        Assert.Throws<InvalidOperationException>(() => CheapBounds.LargestSquaredDeviation(Families.IndependentPoisson(1), [0.0]));
    }

    private static double[] Parameters(int dimension, int draw, double spread)
    {
        double[] θ = new double[dimension];
        RandomStream.FromSeed(draw).From().FillNormal<double>(θ);
        return [.. θ.Select(value => spread * value)];
    }
}
