using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Manifolds.Projections.Centroids;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Projections;

/// <summary>Each centroid is lower in its objective than everything tried near it.</summary>
public sealed class CentroidTests
{
    [Fact]
    public void Bregman_centroids_are_lowest()
    {
        foreach ((ExponentialFamily family, Distribution[] some) in DistributionCases.Pairs(11))
        {
            double[] weights = [0.2, 0.5, 0.3];
            Lowest(BregmanCentroid.Left(some, weights), centre => Sum(some, weights, p => DistributionCases.Divergence(centre, p)), "left");
            Lowest(BregmanCentroid.Right(some, weights), centre => Sum(some, weights, p => DistributionCases.Divergence(p, centre)), "right");
            Lowest(BregmanCentroid.Symmetrised(some, weights), centre => Sum(some, weights, p => DistributionCases.Divergence(p, centre) + DistributionCases.Divergence(centre, p)), "symmetrised");
            Lowest(BregmanCentroid.Bhattacharyya(some, weights), centre => Sum(some, weights, p => Bhattacharyya(family, p, centre)), "Bhattacharyya");
        }
    }

    [Fact]
    public void Frechet_means_are_lowest()
    {
        foreach ((ExponentialFamily family, Distribution[] some) in DistributionCases.Pairs(12))
        {
            if (family is not (Normal or Categorical or Poisson)) continue;
            double[] weights = [0.2, 0.5, 0.3];
            FrechetMean mean = FrechetMean.Of(some, weights);
            Lowest(mean.Point, centre => Sum(some, weights, p => Math.Pow(FisherRao.Distance(centre, p).Value, 2)), "Fréchet");
            Assert.Equal(Sum(some, weights, p => Math.Pow(FisherRao.Distance(mean.Point, p).Value, 2)), mean.Variance, 1e-12);
            Assert.InRange(mean.Residual, 0, 1e-10);
        }
    }

    [Fact]
    public void Frechet_mean_of_far_normals_converges()
    {
        Normal family = new();
        FrechetMean mean = FrechetMean.Of([family.At(-100, 1e-3), family.At(100, 1e-3), family.At(0, 50)]);
        Assert.Equal(0, mean.Point.Parameters[0], 1e-6);
        Assert.InRange(mean.Residual, 0, 1e-8);
    }

    [Fact]
    public void Wasserstein_barycentre_solves_its_equation_and_commuting_covariances_are_averaged_by_roots()
    {
        MultivariateNormal family = new(2);
        Distribution centre = WassersteinBarycentre.Of([family.At(0, 0, 4, 0, 0, 1), family.At(2, 4, 1, 0, 0, 9)], 0.25, 0.75);
        Assert.Equal([1.5, 3, 1.5625, 0, 0, 6.25], centre.Parameters.Select(value => Math.Round(value, 10)));

        // A rotation of all covariances rotates the barycentre; and it lies between, by any direction's spread, for covariances that do not commute.
        Distribution[] some = [family.At(0, 0, 4, 1, 1, 1), family.At(0, 0, 1, -0.8, -0.8, 2)];
        Distribution mean = WassersteinBarycentre.Of(some);
        double least = Total(mean);
        foreach ((int place, double shift) in new[] { (2, 0.01), (2, -0.01), (5, 0.01), (5, -0.01), (3, 0.01), (3, -0.01) })
        {
            double[] moved = [.. mean.Parameters];
            moved[place] += shift;
            if (place == 3) moved[4] += shift;
            Assert.True(Total(family.At(moved)) > least, $"Moved by {shift} in parameter {place}.");
        }

        double Total(Distribution at) => some.Sum(p => Squared(at, p));

        // tr A + tr B − 2 tr (AB)^½, the root's trace from trace and determinant of AB.
        static double Squared(Distribution a, Distribution b)
        {
            (double a11, double a12, double a22) = (a.Parameters[2], a.Parameters[3], a.Parameters[5]);
            (double b11, double b12, double b22) = (b.Parameters[2], b.Parameters[3], b.Parameters[5]);
            double trace = (a11 * b11) + (2 * a12 * b12) + (a22 * b22), determinant = ((a11 * a22) - (a12 * a12)) * ((b11 * b22) - (b12 * b12));
            return a11 + a22 + b11 + b22 - (2 * Math.Sqrt(trace + (2 * Math.Sqrt(determinant))));
        }
    }

    [Fact]
    public void Weights_that_do_not_sum_to_one_are_refused_with_their_sum()
    {
        Normal family = new();
        Distribution[] pair = [family.At(0, 1), family.At(5, 2)];
        foreach (Action refused in new Action[]
        {
            () => BregmanCentroid.Left(pair, 0.5, 0.25), () => BregmanCentroid.Right(pair, 0.5, 0.25), () => BregmanCentroid.Symmetrised(pair, 0.5, 0.25),
            () => BregmanCentroid.Bhattacharyya(pair, 0.5, 0.25), () => FrechetMean.Of(pair, [0.5, 0.25]), () => WassersteinBarycentre.Of(pair, 0.5, 0.25),
        })
        {
            Assert.Contains("0.75", Assert.Throws<InvalidInputException>(refused).Message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidInputException>(() => BregmanCentroid.Left(pair, 1.5, -0.5));
        Assert.Throws<InvalidInputException>(() => BregmanCentroid.Left([pair[0], new Poisson().At(2)]));
        Assert.Throws<InvalidInputException>(() => WassersteinBarycentre.Of([new Poisson().At(2)]));
        Assert.Throws<InvalidInputException>(() => BregmanCentroid.Left([]));
    }

    private static double Bhattacharyya(ExponentialFamily family, Distribution p, Distribution q)
    {
        double[] a = new double[family.Dimension], b = new double[family.Dimension];
        family.ToNatural(p.Parameters.AsSpan(), a);
        family.ToNatural(q.Parameters.AsSpan(), b);
        return (0.5 * (family.LogPartition(a) + family.LogPartition(b))) - family.LogPartition([.. a.Select((value, place) => 0.5 * (value + b[place]))]);
    }

    private static double Sum(Distribution[] some, double[] weights, Func<Distribution, double> divergence) => some.Select((p, index) => weights[index] * divergence(p)).Sum();

    private static void Lowest(Distribution centre, Func<Distribution, double> objective, string what)
    {
        double least = objective(centre);
        double[] coordinates = centre.Coordinates(), parameters = new double[centre.Family.ParameterLength];
        RandomSequence random = RandomStream.FromSeed(7).From();
        for (int trial = 0; trial < 10; trial++)
        {
            double[] moved = [.. coordinates];
            for (int place = 0; place < moved.Length; place++) moved[place] *= 1 + (1e-3 * random.NextNormal());
            centre.Family.FromCoordinates(moved, parameters);
            Assert.True(objective(centre.Family.At(parameters)) > least, $"{what} of {centre.Family}: {centre.Family.At(parameters)} is lower than {centre}.");
        }
    }
}
