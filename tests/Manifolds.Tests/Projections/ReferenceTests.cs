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
            RegularFamily family = known.Family == "normal" ? new Normal() : new CategoricalSimplex(known.Parameters.Length);
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
}
