using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.Projections;
using Neuromanifold.Manifolds.Projections.Centroids;
using Neuromanifold.Manifolds.Tests.Geometry;
using Neuromanifold.Manifolds.Tests.Oracles;

namespace Neuromanifold.Manifolds.Tests.Projections;

/// <summary>Centroids and projections against values computed elsewhere.</summary>
public sealed class ReferenceTests
{
    private const string File = "projections.json";

    [Theory]
    [InlineData("bhattacharyya-centroid", 2e-12)]
    [InlineData("left-centroid", 1e-14)]
    [InlineData("right-centroid", 1e-14)]
    [InlineData("frechet-centroid", 1e-12)]
    [InlineData("wasserstein-centroid", 1e-14)]
    public void Centroids_of_two(string quantity, double tolerance)
    {
        foreach (ReferenceValue known in ReferenceValue.Of(File, quantity))
        {
            ExponentialFamily family = known.Family == "normal" ? new Normal() : new Categorical(known.Parameters.Length);
            Distribution[] pair = [family.At(known.Parameters), family.At(known.Other)];
            Distribution centre = quantity switch
            {
                "bhattacharyya-centroid" => BregmanCentroid.Bhattacharyya(pair),
                "left-centroid" => BregmanCentroid.Left(pair),
                "right-centroid" => BregmanCentroid.Right(pair),
                "frechet-centroid" => FrechetMean.Of(pair).Point,
                _ => WassersteinBarycentre.Of(pair),
            };
            Close.To(known.Values, centre.Parameters.AsSpan(), tolerance, known.ToString());
        }
    }

    [Fact]
    public void Potentials_of_normals()
    {
        Normal family = new();
        LegendreTransform transform = new(family);
        ReferenceValue known = Assert.Single(ReferenceValue.Of(File, "potential"));
        double[] natural = new double[2], mean = new double[2];
        family.ToNatural(known.Parameters, natural);
        Assert.Equal(known.Value, transform.Potential(natural), 1e-14);
        known = Assert.Single(ReferenceValue.Of(File, "dual-potential"));
        family.ToMean(known.Parameters, mean);
        Assert.Equal(known.Value, transform.DualPotential(mean), 1e-14);
    }

    // [[.1, .3], [.4, .2]], the product of its margins and the uniform table: 0.10644013528622315165 = 0.08630462173553427823 + 0.02013551355068887342.
    [Fact]
    public void Pythagoras_on_the_table_of_two_by_two()
    {
        Categorical tables = new(2, 2);
        Distribution table = tables.At(0.1, 0.3, 0.4, 0.2);
        Pythagoras found = Pythagoras.Of(table, Independence.Moment(table), tables.At(0.25, 0.25, 0.25, 0.25));
        Assert.Equal(0.10644013528622315165, found.Whole, 1e-15);
        Assert.Equal(0.08630462173553427823, found.First, 1e-15);
        Assert.Equal(0.02013551355068887342, found.Second, 1e-15);
        Assert.Equal(0, found.Residual, 1e-16);
    }
}
