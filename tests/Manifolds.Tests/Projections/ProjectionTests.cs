using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.Manifolds.Projections;
using Neuromanifold.Manifolds.Tests.Geometry;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.Projections;

/// <summary>Projections are the nearest points, and Pythagoras holds at them.</summary>
public sealed class ProjectionTests
{
    private static readonly Categorical s_four = new(2, 2);

    [Fact]
    public void Potentials_are_dual_to_each_other()
    {
        foreach ((ExponentialFamily family, Distribution[] pair) in DistributionCases.Pairs(1))
        {
            LegendreTransform transform = new(family);
            double[] natural = new double[family.Dimension], mean = new double[family.Dimension];
            family.ToNatural(pair[0].Parameters.AsSpan(), natural);
            family.ToMean(pair[1].Parameters.AsSpan(), mean);
            Close.To(natural, transform.ToNatural(transform.ToMean(natural)), 1e-10, $"{family}");
            Assert.Equal(0, transform.Gap(natural, transform.ToMean(natural)), 1e-10);
            double divergence = DistributionCases.Divergence(pair[1], pair[0]);
            Assert.Equal(divergence, transform.Gap(natural, mean), 1e-10 * (1 + divergence));
        }
    }

    [Fact]
    public void Projections_onto_flat_submanifolds_obey_Pythagoras()
    {
        foreach ((ExponentialFamily family, Distribution[] pair) in DistributionCases.Pairs(2))
        {
            if (family.Dimension < 2) continue;
            double[] natural = new double[family.Dimension], from = new double[family.Dimension], mean = new double[family.Dimension], to = new double[family.Dimension];
            family.ToNatural(pair[1].Parameters.AsSpan(), natural);
            family.ToNatural(pair[2].Parameters.AsSpan(), from);
            family.ToMean(pair[1].Parameters.AsSpan(), mean);
            family.ToMean(pair[2].Parameters.AsSpan(), to);
            Distribution m = FlatProjection.Moment(pair[0], new FlatSubspace(natural, Along(natural, from)));
            Pythagoras onto = Pythagoras.Of(pair[0], m, pair[2]);
            Assert.Equal(0, onto.Residual, 1e-9 * (1 + onto.Whole));
            Assert.True(onto.First <= onto.Whole + 1e-12);

            Distribution e = FlatProjection.Exponential(pair[0], new FlatSubspace(mean, Along(mean, to)));
            Pythagoras back = Pythagoras.Of(pair[2], e, pair[0]);
            Assert.Equal(0, back.Residual, 1e-9 * (1 + back.Whole));

            // Elsewhere the residual is the product of both velocities at the corner.
            Pythagoras elsewhere = Pythagoras.Of(pair[0], pair[1], pair[2]);
            double[] corner = new double[family.Dimension], start = new double[family.Dimension];
            family.ToMean(pair[0].Parameters.AsSpan(), start);
            family.ToMean(pair[1].Parameters.AsSpan(), corner);
            double angle = 0;
            for (int place = 0; place < corner.Length; place++) angle += (start[place] - corner[place]) * (natural[place] - from[place]);
            Assert.Equal(angle, elsewhere.Residual, 1e-9 * (1 + elsewhere.Whole));
        }

        static Matrix<double> Along(double[] point, double[] other) => new(point.Length, 1, [.. point.Zip(other, (a, b) => a - b)]);
    }

    [Fact]
    public void Moments_of_other_families()
    {
        Normal normal = new();
        double variance = Math.Log(1.25);
        Distribution gamma = FamilyProjection.Moment(new LogNormal().At(0.3, Math.Sqrt(variance)), new Gamma());
        Assert.Equal(Math.Exp(0.3 + (variance / 2)), gamma.Parameters[0] / gamma.Parameters[1], 1e-9);
        Close.To([1, Math.PI * 2 / Math.Sqrt(3)], FamilyProjection.Moment(new Logistic().At(1, 2), normal).Parameters.AsSpan(), 1e-9, "logistic");
        Assert.Throws<NumericalException>(() => FamilyProjection.Moment(new Cauchy().At(0, 1), normal));
        Assert.Throws<InvalidInputException>(() => FamilyProjection.Moment(new Poisson().At(3), normal));
    }

    [Fact]
    public void Projections_onto_families_are_nearest()
    {
        Normal normal = new();
        Distribution logistic = new Logistic().At(0.5, 0.8);
        Distribution q = FamilyProjection.Exponential(logistic, normal);
        double least = Reverse(q);
        foreach (double shift in new[] { -0.02, 0.02 })
        {
            Assert.True(Reverse(normal.At(q.Parameters[0] + shift, q.Parameters[1])) > least);
            Assert.True(Reverse(normal.At(q.Parameters[0], q.Parameters[1] + shift)) > least);
        }

        Assert.Equal(0.5, q.Parameters[0], 1e-8);

        double Reverse(Distribution at) => Expectation.Of(at, y => at.LogDensity(y) - logistic.LogDensity(y)).Value;
    }

    [Fact]
    public void Independence_of_tables_is_the_nearest_product()
    {
        RandomSequence random = RandomStream.FromSeed(3).From();
        for (int round = 0; round < 20; round++)
        {
            Distribution p = s_four.At(DistributionCases.Simplex(4, ref random));
            Distribution m = Independence.Moment(p), e = Independence.Exponential(p);
            for (int trial = 0; trial < 20; trial++)
            {
                double[] x = DistributionCases.Simplex(2, ref random), y = DistributionCases.Simplex(2, ref random);
                Distribution r = s_four.At(x[0] * y[0], x[0] * y[1], x[1] * y[0], x[1] * y[1]);
                Assert.Equal(0, Pythagoras.Of(p, m, r).Residual, 1e-12);
                Assert.True(DistributionCases.Divergence(p, m) <= DistributionCases.Divergence(p, r));
            }

            // Lowest among products near it.
            double[] q = [e.Parameters[0] + e.Parameters[1], e.Parameters[0] + e.Parameters[2]];
            foreach (double shift in new[] { -1e-3, 1e-3 })
            {
                Assert.True(DistributionCases.Divergence(Product(q[0] * (1 + shift), q[1]), p) > DistributionCases.Divergence(e, p));
                Assert.True(DistributionCases.Divergence(Product(q[0], q[1] * (1 + shift)), p) > DistributionCases.Divergence(e, p));
            }
        }

        static Distribution Product(double a, double b) => s_four.At(a * b, a * (1 - b), (1 - a) * b, (1 - a) * (1 - b));
    }

    [Fact]
    public void Independent_normals_are_nearest_to_a_multivariate_one()
    {
        MultivariateNormal family = new(2);
        Distribution p = family.At(1, 2, 2, 0.8, 0.8, 1);
        Distribution m = Independence.Moment(p), e = Independence.Exponential(p);
        double forward = DistributionCases.Divergence(p, Full(m.Parameters[2], m.Parameters[3])), reverse = DistributionCases.Divergence(Full(e.Parameters[2], e.Parameters[3]), p);
        foreach (double factor in new[] { 0.99, 1.01 })
        {
            Assert.True(DistributionCases.Divergence(p, Full(factor * m.Parameters[2], m.Parameters[3])) > forward);
            Assert.True(DistributionCases.Divergence(p, Full(m.Parameters[2], factor * m.Parameters[3])) > forward);
            Assert.True(DistributionCases.Divergence(Full(factor * e.Parameters[2], e.Parameters[3]), p) > reverse);
            Assert.True(DistributionCases.Divergence(Full(e.Parameters[2], factor * e.Parameters[3]), p) > reverse);
        }

        Distribution Full(double first, double second) => family.At(1, 2, first * first, 0, 0, second * second);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<InvalidInputException>(() => Independence.Moment(new Normal().At(0, 1)));
        Assert.Throws<InvalidInputException>(() => Pythagoras.Of(new Normal().At(0, 1), new Normal().At(0, 1), new Poisson().At(1)));
        Normal normal = new();
        Assert.Throws<InvalidInputException>(() => new FlatSubspace([1, -1], new Matrix<double>(2, 2, [1, 2, 2, 4])));
        Assert.Throws<InvalidInputException>(() => FlatProjection.Moment(normal.At(0, 1), new FlatSubspace([1, 1], new Matrix<double>(2, 1, [1, 0]))));
        Assert.Throws<NumericalException>(() => Independence.Exponential(s_four.At(0.5, 0, 0.2, 0.3)));
        Assert.Throws<NumericalException>(() => FamilyProjection.Exponential(new Gamma().At(5, 1), normal));
    }
}
