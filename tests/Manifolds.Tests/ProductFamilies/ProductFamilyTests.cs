using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Directional;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.Manifolds.ProductFamilies;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.ProductFamilies;

public sealed class ProductFamilyTests
{
    [Fact]
    public void A_product_of_normals_is_the_diagonal_normal_family()
    {
        ExponentialProductFamily product = new(new Normal(), new Normal());
        DiagonalNormal diagonal = new(2);
        double[] p = [1, 0.5, -2, 3], q = [0, 1, 1, 1], ordered = [1, -2, 0.5, 3], otherOrdered = [0, 1, 1, 1];
        Assert.Equal(diagonal.KullbackLeibler(ordered, otherOrdered)!.Value, product.KullbackLeibler(p, q)!.Value, 1e-14);
        Assert.Equal(diagonal.LogDensity(ordered, [0.3, 0.4]), product.LogDensity(p, [0.3, 0.4]), 1e-14);
        Assert.Equal(diagonal.Entropy(ordered), product.Entropy(p), 1e-14);
    }

    [Fact]
    public void Tensors_are_those_of_the_factors_side_by_side()
    {
        // Through the factors' manifolds, and through one log-partition or one block at a time.
        ExponentialProductFamily regular = new(new Gamma(), new Poisson(), new VonMises());
        ProductFamily plain = new(new Gamma(), new Poisson(), new VonMises());
        double[] at = [2, 1, 3, 0.4, 2.5];
        int d = 5;
        Compare(d * d * d, (manifold, tensor) => manifold.MetricDerivatives(at, tensor));
        Compare(d * d * d, (manifold, tensor) => manifold.CubicTensor(at, tensor));
        Compare(d * d * d * d, (manifold, tensor) => manifold.Curvature(at, tensor));
        Compare(d * d * d * d, (manifold, tensor) => manifold.CubicDerivatives(at, tensor));
        Compare(d * d, (manifold, tensor) => manifold.Metric(at, new MatrixView<double>(tensor, d, d)));
        Assert.True(plain.UsualManifold.IsDuallyFlat);
        Assert.False(new ProductFamily(new Gamma(), new Cauchy()).UsualManifold.IsDuallyFlat);
        Assert.False(plain.UsualManifold.Contains([2, -1, 3, 0.4, 2.5]));

        void Compare(int length, Action<StatisticalManifold, double[]> write)
        {
            double[] first = new double[length], second = new double[length];
            write(regular.UsualManifold, first);
            write(plain.UsualManifold, second);
            for (int place = 0; place < length; place++) Assert.Equal(first[place], second[place], 1e-11 * (1 + Math.Abs(first[place])));
        }
    }

    [Fact]
    public void Names_are_numbered_and_differing_factors_make_differing_families()
    {
        ProductFamily family = new(new Normal(), new Binomial(3));
        Assert.Equal(["mean_1", "sd_1", "probability_2"], family.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        Assert.Equal(family, new ProductFamily(new Normal(), new Binomial(3)));
        Assert.NotEqual(family, new ProductFamily(new Normal(), new Binomial(4)));
        Assert.NotEqual<DistributionFamily>(family, new ExponentialProductFamily(new Normal(), new Binomial(3)));
        Assert.Equal(double.NegativeInfinity, family.LogDensity([0, 1, 0.5], [0, 5]));
        Assert.Throws<ArgumentException>(() => new ProductFamily([]));
    }

    [Fact]
    public void A_divergence_without_closed_form_leaves_none_to_the_product() =>
        Assert.Null(new ProductFamily(new Normal(), new Logistic()).KullbackLeibler([0, 1, 0, 1], [1, 1, 0, 2]));

    [Fact]
    public void Directions_of_known_concentration_are_a_sphere()
    {
        FixedConcentrationVonMisesFisher family = new(3, 2);
        double[] curvature = new double[16], metric = new double[4], at = [0.3, -0.8];
        family.UsualManifold.Curvature(at, curvature);
        family.UsualManifold.Metric(at, new MatrixView<double>(metric, 2, 2));
        Assert.Equal(1 / (family.Radius * family.Radius), curvature[5] / ((metric[0] * metric[3]) - (metric[1] * metric[2])), 1e-12);
        Assert.Equal(Math.PI * family.Radius, family.Distance([0, 0, 1], [0, 0, -1]), 1e-14);
        Assert.Equal(1e-9 * family.Radius, family.Distance([1, 0, 0], [1, 1e-9, 0]), 1e-22);

        // κA = κ coth κ − 1 in three dimensions.
        Assert.Equal((2 / Math.Tanh(2)) - 1, family.Radius * family.Radius, 1e-14);

        // The divergence among all concentrations.
        Assert.Equal(
            new VonMisesFisher(3).KullbackLeibler([1, 0, 0, 2], [0, 0.6, 0.8, 2])!.Value,
            family.KullbackLeibler([1, 0, 0], [0, 0.6, 0.8])!.Value, 1e-14);
    }
}
