using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Directional;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;
using Neuromanifold.Manifolds.Geometry.Geodesics.Charts;
using Neuromanifold.Manifolds.Geometry.Geodesics.Normals;
using Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;
using Neuromanifold.Manifolds.Geometry.Geodesics.Surfaces;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.Manifolds.ProductFamilies;

namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>The spaces in which the geodesics of the families are known or computed.</summary>
internal static class GeodesicCharts
{
    private static readonly GeodesicChart _normal = new(new HyperbolicPlane(1, 2)), _gamma = new(new GammaSurface()), _poisson = new(new PoissonLine());

    /// <summary>The chart of a family.</summary>
    public static GeodesicChart Of(DistributionFamily family) => family switch
    {
        IGeodesicFamily known => known.GeodesicChart,
        Normal or LogNormal => _normal,
        InverseNormal => new InverseNormalChart(),
        Gamma or InverseGamma => _gamma,
        ExponentialImage image => new(new LogarithmicLine(image.Exponent)),
        SimplexDensities => new(new BoundaryValueSpace(new DirichletPaths(family.Dimension), family.UsualManifold)),
        Poisson => _poisson,
        NegativeBinomial trials => new(new SuccessLine(trials.Successes)),
        LabelTrials trials => new SimplexChart(trials),
        DiagonalNormal => new PairedChart(family.Dimension / 2),
        FixedCovarianceNormal normal => new(new EuclideanSpace(normal.FixedCovariance)),
        FixedMeanNormal normal => new(new PositiveDefiniteMatrices(normal.OutcomeWidth, 0.5)),
        MultivariateNormal normal => new(new NormalSpace(normal.OutcomeWidth)),
        FixedConcentrationVonMisesFisher directions => new DirectionChart(directions),
        VonMises => new AngleChart(family),
        IHalfPlaneFamily plane => new LocationScaleChart(plane),
        ProductFamily product => new ProductChart(product.Factors),
        ExponentialProductFamily product => new ProductChart(product.Factors),
        _ => new CoordinateChart(family, OnManifold(family.UsualManifold)),
    };

    /// <summary>The space of a manifold in its chart, whose geodesics are found between their ends.</summary>
    public static GeodesicSpace OnManifold(StatisticalManifold manifold) => new BoundaryValueSpace(new ManifoldPaths(manifold), manifold);
}
