using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.ExponentialFamilies.Multivariate;

public sealed class NormalFamilyTests
{
    // Each statistic below raises a false alarm with probability 1e-6 over seeds; the seeds are fixed.
    private const double RareDeviation = 4.8916;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Closed_forms_agree_with_the_log_partition(int order)
    {
        RandomSequence random = RandomStream.FromSeed(order).From();
        for (int draw = 0; draw < 10; draw++)
        {
            double[] mean = Normals(ref random, order), otherMean = Normals(ref random, order), outcome = Normals(ref random, order);
            double[] covariance = Covariance(ref random, order), otherCovariance = Covariance(ref random, order);
            double[] sds = [.. Normals(ref random, order).Select(Math.Exp)], otherSds = [.. Normals(ref random, order).Select(Math.Exp)];
            ClosedForms.AgreeWithTheLogPartition(new MultivariateNormal(order), [.. mean, .. covariance], [.. otherMean, .. otherCovariance], outcome, 1e-10);
            ClosedForms.AgreeWithTheLogPartition(new FixedCovarianceNormal(new MatrixView<double>(covariance, order, order)), mean, otherMean, outcome, 1e-10);
            ClosedForms.AgreeWithTheLogPartition(new FixedMeanNormal(mean), covariance, otherCovariance, outcome, 1e-10);
            ClosedForms.AgreeWithTheLogPartition(new DiagonalNormal(order), [.. mean, .. sds], [.. otherMean, .. otherSds], outcome, 1e-10);
        }
    }

    [Fact]
    public void In_one_dimension_all_are_the_normal_family()
    {
        Normal normal = new();
        double[] p = [0.3, 1.7], q = [-1, 0.4];
        double divergence = normal.KullbackLeibler(p, q)!.Value, density = normal.LogDensity(p, [0.9]);
        Assert.Equal(divergence, new MultivariateNormal(1).KullbackLeibler([0.3, 1.7 * 1.7], [-1, 0.16])!.Value, 1e-12);
        Assert.Equal(divergence, new DiagonalNormal(1).KullbackLeibler(p, q)!.Value, 1e-12);
        Assert.Equal(density, new MultivariateNormal(1).LogDensity([0.3, 1.7 * 1.7], [0.9]), 1e-13);
        Assert.Equal(density, new FixedMeanNormal(0.3).LogDensity([1.7 * 1.7], [0.9]), 1e-13);
        Assert.Equal(density, new FixedCovarianceNormal(new MatrixView<double>([1.7 * 1.7], 1, 1)).LogDensity([0.3], [0.9]), 1e-13);
    }

    [Fact]
    public void Divergences_of_a_reference_pair_are_right()
    {
        MultivariateNormal family = new(2);
        double[] p = [0, 1, 1, 0.5, 0.5, 2], q = [1, 2, 2, 1, 1, 1];
        Assert.Equal(1.2201921060322886569, family.KullbackLeibler(p, q)!.Value, 1e-14);
        Assert.Equal(0.99409360825342562885, family.KullbackLeibler(q, p)!.Value, 1e-14);
    }

    [Fact]
    public void Divergence_of_a_near_pair_keeps_its_digits()
    {
        // ½ Σ (λ − 1 − ln λ) = ½ n (ε²/2 − ε³/3) for S₁ = (1 + ε)S₂
        const double ε = 1e-8;
        const int order = 5;
        RandomSequence random = RandomStream.FromSeed(3).From();
        double[] covariance = Covariance(ref random, order), mean = new double[order], scaled = [.. covariance.Select(value => value * (1 + ε))];
        double expected = 0.5 * order * ε * ε * (0.5 - (ε / 3));
        Assert.Equal(1, new MultivariateNormal(order).KullbackLeibler([.. mean, .. scaled], [.. mean, .. covariance])!.Value / expected, 1e-6);
        Assert.Equal(1, new MultivariateNormal(1).KullbackLeibler([0, 1], [0, 1 + 1e-8])!.Value / 2.4999999666666667e-17, 1e-7);
    }

    [Fact]
    public void Two_hundred_dimensions_are_exact_and_extreme_scales_are_finite()
    {
        const int order = 200;
        RandomSequence random = RandomStream.FromSeed(5).From();
        MultivariateNormal family = new(order);
        DiagonalNormal diagonal = new(order);
        double[] mean = Normals(ref random, order), otherMean = Normals(ref random, order), y = Normals(ref random, order);

        // Standard deviations from 1e-8 to 1e8, in the two families alike.
        double[] sds = [.. Enumerable.Range(0, order).Select(i => Math.Pow(10, -8 + (16.0 * i / (order - 1))))], otherSds = [.. sds.Select(sd => sd * (1 + random.NextUniform()))];
        for (int i = 0; i < order; i++) (mean[i], otherMean[i], y[i]) = (mean[i] * sds[i], otherMean[i] * sds[i], y[i] * sds[i]);
        double[] full = [.. mean, .. Diagonal(sds)], otherFull = [.. otherMean, .. Diagonal(otherSds)];
        family.Require(full);
        double[] p = [.. mean, .. sds], q = [.. otherMean, .. otherSds];
        Assert.Equal(1, family.KullbackLeibler(full, otherFull)!.Value / diagonal.KullbackLeibler(p, q)!.Value, 1e-12);
        Assert.Equal(1, family.Entropy(full) / diagonal.Entropy(p), 1e-12);
        Assert.Equal(1, family.LogDensity(full, y) / diagonal.LogDensity(p, y), 1e-12);

        // Dense: the divergence to oneself moved along the mean is half the squared Mahalanobis distance.
        double[] covariance = Covariance(ref random, order), direction = Normals(ref random, order), shift = new double[order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++) shift[i] += covariance[(i * order) + j] * direction[j];
        }

        double[] moved = [.. mean.Zip(shift, (a, b) => a + b)];
        double expected = 0.5 * direction.Zip(shift, (a, b) => a * b).Sum();
        Assert.Equal(1, family.KullbackLeibler([.. mean, .. covariance], [.. moved, .. covariance])!.Value / expected, 1e-8);

        Matrix<double> outcomes = family.At([.. mean, .. covariance]).Sample(1000, RandomStream.FromSeed(6));
        double[] likeliest = family.MaximumLikelihood(outcomes);
        // Components are correlated, so the sum of their squared errors spreads wider than a χ²; the bound is loose.
        double z = 0;
        for (int i = 0; i < order; i++)
        {
            double error = (likeliest[i] - mean[i]) / Math.Sqrt(covariance[(i * order) + i] / 1000);
            z += ((error * error) - 1) / Math.Sqrt(2 * order);
        }

        Assert.InRange(z, -20, 20);
        family.Require(likeliest);
    }

    [Fact]
    public void Samples_have_the_mean_and_the_covariance()
    {
        const int order = 3, count = 100_000;
        RandomSequence random = RandomStream.FromSeed(8).From();
        double[] mean = Normals(ref random, order), covariance = Covariance(ref random, order);
        Matrix<double> outcomes = new MultivariateNormal(order).At([.. mean, .. covariance]).Sample(count, RandomStream.FromSeed(9));
        for (int i = 0; i < order; i++)
        {
            for (int j = i; j < order; j++)
            {
                double sum = 0;
                for (int row = 0; row < count; row++) sum += (outcomes[row, i] - mean[i]) * (outcomes[row, j] - mean[j]);
                double s = covariance[(i * order) + j], variance = (covariance[(i * order) + i] * covariance[(j * order) + j]) + (s * s);
                Assert.InRange((sum - (count * s)) / Math.Sqrt(count * variance), -RareDeviation, RareDeviation);
            }
        }
    }

    [Fact]
    public void The_likeliest_parameters_solve_the_likelihood_equations_despite_an_offset()
    {
        const int order = 3, count = 20;
        RandomSequence random = RandomStream.FromSeed(10).From();
        Matrix<double> outcomes = new(count, order), shifted = new(count, order);
        random.FillNormal<double>(outcomes.AsSpan());
        for (int place = 0; place < count * order; place++)
        {
            outcomes.AsSpan()[place] = Math.ScaleB(Math.Round(Math.ScaleB(outcomes.AsSpan()[place], 20)), -20);
            shifted.AsSpan()[place] = outcomes.AsSpan()[place] + (1 << 20);
        }

        MultivariateNormal family = new(order);
        double[] near = family.MaximumLikelihood(outcomes), far = family.MaximumLikelihood(shifted);
        ClosedForms.Close(near.AsSpan(order), far.AsSpan(order), 1e-12);

        // Fisher's score vanishes there: the likelihood falls on all sides.
        double best = Likelihood(near);
        for (int place = 0; place < order + (order * order); place++)
        {
            foreach (double step in new[] { -1e-3, 1e-3 })
            {
                double[] off = [.. near];
                off[place] += step;
                if (place >= order) off[order + (((place - order) % order) * order) + ((place - order) / order)] = off[place];
                Assert.True(Likelihood(off) < best);
            }
        }

        double Likelihood(double[] parameters)
        {
            double sum = 0;
            for (int row = 0; row < count; row++) sum += family.LogDensity(parameters, outcomes.Row(row));
            return sum;
        }
    }

    [Fact]
    public void A_covariance_that_is_not_positive_definite_is_refused_with_its_smallest_eigenvalue()
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => new MultivariateNormal(2).At(0, 0, 1, 2, 2, 1));
        Assert.Contains("smallest eigenvalue is -1", error.Message, StringComparison.Ordinal);
        Assert.Contains("covariance", error.Subject, StringComparison.Ordinal);
        Assert.Contains("smallest eigenvalue is -1", Assert.Throws<InvalidInputException>(() => new FixedMeanNormal(0, 0).At(1, 2, 2, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("smallest eigenvalue is -1", Assert.Throws<InvalidInputException>(() => new FixedCovarianceNormal(new MatrixView<double>([1, 2, 2, 1], 2, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_covariance_that_is_not_symmetric_or_not_finite_is_refused_with_its_place()
    {
        Assert.Contains("not symmetric", Assert.Throws<InvalidInputException>(() => new MultivariateNormal(2).At(0, 0, 1, 0.5, 0.4, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("NaN in row 1, column 2", Assert.Throws<InvalidInputException>(() => new MultivariateNormal(2).At(0, 0, 1, double.NaN, 0.4, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => new MultivariateNormal(1).At(double.PositiveInfinity, 1));
    }

    [Fact]
    public void Too_few_outcomes_have_no_likeliest_distribution()
    {
        Matrix<double> outcomes = new(2, 2, [1, 2, 3, 4]);
        Assert.Throws<NumericalException>(() => new MultivariateNormal(2).MaximumLikelihood(outcomes));
        Assert.Throws<NumericalException>(() => new DiagonalNormal(2).MaximumLikelihood(new Matrix<double>(2, 2, [1, 2, 1, 4])));
        Assert.Throws<NumericalException>(() => new FixedMeanNormal(0, 0).MaximumLikelihood(new Matrix<double>(1, 2, [1, 2])));
    }

    [Fact]
    public void Families_of_different_fixed_parameters_differ()
    {
        Assert.Equal(new FixedMeanNormal(1, 2), new FixedMeanNormal(1, 2));
        Assert.NotEqual<DistributionFamily>(new FixedMeanNormal(1, 2), new FixedMeanNormal(1, 3));
        Assert.NotEqual<DistributionFamily>(new FixedMeanNormal(1, 2), new MultivariateNormal(2));
        Assert.Equal("mvnormal(mean=[1,2], covariance=[[1,0],[0,1]])", new FixedMeanNormal(1, 2).At(1, 0, 0, 1).ToString());
    }

    private static double[] Normals(ref RandomSequence random, int count)
    {
        double[] values = new double[count];
        random.FillNormal<double>(values);
        return values;
    }

    // A Aᵀ of a square of normals, made better conditioned.
    private static double[] Covariance(ref RandomSequence random, int order)
    {
        double[] root = Normals(ref random, order * order), covariance = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                double sum = i == j ? 0.1 * order : 0;
                for (int k = 0; k < order; k++) sum += root[(i * order) + k] * root[(j * order) + k];
                covariance[(i * order) + j] = sum;
            }
        }

        return covariance;
    }

    private static double[] Diagonal(double[] sds)
    {
        double[] covariance = new double[sds.Length * sds.Length];
        for (int i = 0; i < sds.Length; i++) covariance[(i * sds.Length) + i] = sds[i] * sds[i];
        return covariance;
    }
}
