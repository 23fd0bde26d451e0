using Neuromanifold.Manifolds.ExponentialFamilies.Directional;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.ExponentialFamilies.Directional;

public sealed class DirectionalTests
{
    // Each statistic below raises a false alarm with probability 1e-6 over seeds; the seeds are fixed.
    private const double RareDeviation = 4.8916;

    [Fact]
    public void Closed_forms_agree_with_the_log_partition()
    {
        RandomSequence random = RandomStream.FromSeed(1).From();
        for (int draw = 0; draw < 20; draw++)
        {
            double κ = Math.Exp(4 * random.NextNormal()), reference = κ * Math.Exp(random.NextNormal());
            double tolerance = 1e-10 * Math.Max(1, κ);
            ClosedForms.AgreeWithTheLogPartition(new VonMises(), [3 * ((2 * random.NextUniform()) - 1), κ], [random.NextNormal(), reference], [random.NextUniform()], tolerance);
            foreach (int dimension in new[] { 2, 3, 5 })
            {
                double[] direction = Direction(ref random, dimension), other = Direction(ref random, dimension), outcome = Direction(ref random, dimension);
                ClosedForms.AgreeWithTheLogPartition(new VonMisesFisher(dimension), [.. direction, κ], [.. other, reference], outcome, tolerance);
            }
        }
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.3)]
    [InlineData(4)]
    [InlineData(60)]
    public void Density_and_moments_of_angles_agree_with_sums_over_the_circle(double κ)
    {
        // The trapezium rule on a circle converges faster than any power.
        const int points = 400;
        VonMises family = new();
        double mass = 0, cosine = 0, entropy = 0;
        for (int k = 0; k < points; k++)
        {
            double y = (2 * Math.PI * (k + 0.5) / points) - Math.PI, logDensity = family.LogDensity([0.4, κ], [y]), weight = 2 * Math.PI / points * Math.Exp(logDensity);
            mass += weight;
            cosine += weight * Math.Cos(y - 0.4);
            entropy -= weight * logDensity;
        }

        double[] mean = new double[2];
        family.ToMean([0.4, κ], mean);
        Assert.Equal(1, mass, 1e-13);
        Assert.Equal(cosine, double.Hypot(mean[0], mean[1]), 1e-13);
        Assert.Equal(entropy, family.Entropy([0.4, κ]), 1e-12);
    }

    [Theory]
    [InlineData(2, 0.7)]
    [InlineData(3, 2)]
    [InlineData(7, 30)]
    [InlineData(200, 90)]
    public void Normaliser_and_mean_length_agree_with_quadrature_over_the_cosine(int dimension, double κ)
    {
        // ∫ e^{κ(cos φ − 1)} sin^{p−2} φ dφ times the area of the sphere one dimension below.
        const int points = 20_000;
        double mass = 0, along = 0;
        for (int k = 0; k < points; k++)
        {
            double φ = Math.PI * (k + 0.5) / points, weight = Math.PI / points * Math.Exp((κ * (Math.Cos(φ) - 1)) + ((dimension - 2) * Math.Log(Math.Sin(φ))));
            mass += weight;
            along += weight * Math.Cos(φ);
        }

        VonMisesFisher family = new(dimension);
        double[] pole = new double[dimension], mean = new double[dimension];
        pole[^1] = 1;
        family.ToMean([.. pole, κ], mean);
        double logAreaBelow = Math.Log(2) + (0.5 * (dimension - 1) * Math.Log(Math.PI)) - MathNet.Numerics.SpecialFunctions.GammaLn(0.5 * (dimension - 1));
        Assert.Equal(-Math.Log(mass) - logAreaBelow, family.LogDensity([.. pole, κ], pole), 1e-7 * Math.Abs(Math.Log(mass) + logAreaBelow));
        Assert.Equal(along / mass, mean[^1], 1e-7);
    }

    [Fact]
    public void In_two_dimensions_directions_are_angles()
    {
        VonMises angle = new();
        VonMisesFisher direction = new(2);
        double[] p = [Math.Cos(0.3), Math.Sin(0.3), 2.5], q = [Math.Cos(-1), Math.Sin(-1), 0.7];
        Assert.Equal(angle.KullbackLeibler([0.3, 2.5], [-1, 0.7])!.Value, direction.KullbackLeibler(p, q)!.Value, 1e-14);
        Assert.Equal(angle.Entropy([0.3, 2.5]), direction.Entropy(p), 1e-14);
        Assert.Equal(angle.LogDensity([0.3, 2.5], [1]), direction.LogDensity(p, [Math.Cos(1), Math.Sin(1)]), 1e-14);
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(1e3)]
    [InlineData(1e10)]
    public void Samples_have_the_mean_and_the_spread(double κ)
    {
        const int count = 40_000;
        VonMises angle = new();
        double[] metric = new double[4], mean = new double[2];
        angle.Metric([2, κ], new MatrixView<double>(metric, 2, 2));
        angle.ToMean([2, κ], mean);
        Matrix<double> angles = angle.At(2, κ).Sample(count, RandomStream.FromSeed(3));
        double sines = 0, cosines = 0;
        for (int row = 0; row < count; row++)
        {
            // 1 − cos as 2 sin² of the half, whose mean is 1 − A and variance A′.
            double half = Math.Sin(0.5 * (angles[row, 0] - 2));
            cosines += 2 * half * half;
            sines += Math.Sin(angles[row, 0] - 2);
        }

        // E[sin²] = A/κ and E[1 − cos] = 1 − A, which for large κ is 1/(2κ) + 1/(8κ²).
        double ratio = metric[0] / κ, expected = κ > 1e6 ? 0.5 / κ : 1 - ratio;
        Assert.InRange(sines / Math.Sqrt(count * ratio / κ), -RareDeviation, RareDeviation);
        Assert.InRange((cosines - (count * expected)) / Math.Sqrt(count * metric[3]), -RareDeviation, RareDeviation);

        foreach (int dimension in new[] { 2, 3, 20 })
        {
            VonMisesFisher family = new(dimension);
            RandomSequence random = RandomStream.FromSeed(dimension).From();
            double[] μ = Direction(ref random, dimension), other = Direction(ref random, dimension);
            Matrix<double> outcomes = family.At([.. μ, κ]).Sample(count, RandomStream.FromSeed(4)), spread = new(dimension, dimension);
            family.Metric([.. μ, κ], spread);
            double along = other.Zip(μ, (a, b) => a * b).Sum(), gaps = 0, across = 0;
            double[] tangent = [.. other.Zip(μ, (a, b) => a - (along * b))];
            for (int row = 0; row < count; row++)
            {
                double distance = 0;
                for (int i = 0; i < dimension; i++)
                {
                    distance += (outcomes[row, i] - μ[i]) * (outcomes[row, i] - μ[i]);
                    across += tangent[i] * outcomes[row, i];
                }

                gaps += 0.5 * distance;
            }

            double acrossVariance = Form(spread, tangent), gapVariance = Form(spread, μ);
            double[] η = new double[dimension];
            family.ToMean([.. μ, κ], η);
            double gap = κ > 1e6 ? 0.5 * (dimension - 1) / κ : 1 - η.Zip(μ, (a, b) => a * b).Sum();
            Assert.InRange(across / Math.Sqrt(count * acrossVariance), -RareDeviation, RareDeviation);

            // For large κ the variance along μ drowns in the matrix's rounding: it is (p − 1)/(2κ²).
            if (κ > 1e6) gapVariance = 0.5 * (dimension - 1) / κ / κ;
            Assert.InRange((gaps - (count * gap)) / Math.Sqrt(count * gapVariance), -RareDeviation, RareDeviation);
        }
    }

    [Fact]
    public void Likeliest_parameters_recover_a_mean_direction_and_concentration()
    {
        RandomSequence random = RandomStream.FromSeed(6).From();
        double[] μ = Direction(ref random, 4);
        VonMisesFisher family = new(4);
        Matrix<double> outcomes = family.At([.. μ, 5]).Sample(50_000, RandomStream.FromSeed(7));
        double[] likeliest = family.MaximumLikelihood(outcomes);
        family.Require(likeliest);

        // Asymptotically normal: (κ̂ − κ)² A′ and κA tan² of the angle have mean 1/n and 3/n.
        double[] metric = new double[16];
        family.Metric([1, 0, 0, 0, 5], new MatrixView<double>(metric, 4, 4));
        double cosine = likeliest.Take(4).Zip(μ, (a, b) => a * b).Sum(), angle = Math.Acos(cosine);
        Assert.InRange((likeliest[4] - 5) * Math.Sqrt(50_000 * metric[0]), -RareDeviation, RareDeviation);
        Assert.InRange(50_000 * 25 * metric[5] * angle * angle, 0, MathNet.Numerics.Distributions.ChiSquared.InvCDF(3, 1 - 1e-6));
    }

    [Fact]
    public void Directions_and_outcomes_off_the_sphere_are_refused()
    {
        VonMisesFisher family = new(3);
        Assert.Contains("length", Assert.Throws<InvalidInputException>(() => family.At(1, 1, 0, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => family.At(1, 0, 0, 0));
        Assert.Equal(double.NegativeInfinity, family.LogDensity([1, 0, 0, 2], [1, 1, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VonMisesFisher(1));
        Assert.Throws<NumericalException>(() => family.MaximumLikelihood(new Matrix<double>(2, 3, [1, 0, 0, 1, 0, 0])));
        Assert.Throws<NumericalException>(() => new VonMises().MaximumLikelihood(new Matrix<double>(2, 1, [1, 1])));
    }

    private static double Form(Matrix<double> matrix, double[] vector)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            for (int j = 0; j < vector.Length; j++) sum += vector[i] * matrix[i, j] * vector[j];
        }

        return sum;
    }

    private static double[] Direction(ref RandomSequence random, int dimension)
    {
        double[] values = new double[dimension];
        random.FillNormal<double>(values);
        double length = Math.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => value / length)];
    }
}
