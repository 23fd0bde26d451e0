// Measures and moves among distributions, without a network: distance, divergence, middle, a mixture, and how well it can be known.
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Manifolds.Projections.Bounds;
using Neuromanifold.Manifolds.Projections.Centroids;
using Neuromanifold.Manifolds.Projections.Mixtures;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

Distribution p = new Gamma().At(2, 1), q = new Gamma().At(5, 3);
GeodesicDistance distance = FisherRao.Distance(p, q);
Estimate divergence = Divergence.KullbackLeibler.Between(p, q);
Distribution middle = FrechetMean.Of([p, q]).Point;
Console.WriteLine($"distance {distance.Value:f6}, divergence {divergence.Value:f6}, middle {middle}");

// Outcomes of two normal distributions, told apart by alternating projections.
Normal normal = new();
RandomStream stream = RandomStream.FromSeed(0);
double[] first = [.. normal.At(0, 1).Sample(1500, stream.Split("first")).AsSpan()];
double[] second = [.. normal.At(6, 2).Sample(500, stream.Split("second")).AsSpan()];
Matrix<double> outcomes = new(2000, 1, [.. first, .. second]);
MixtureFit fit = MixtureFit.Run(normal, 2, outcomes);
foreach ((double weight, Distribution component) in fit.Mixture.Weights.Zip(fit.Mixture.Components))
    Console.WriteLine($"component of weight {weight:f3}: {component}");

// What 1500 observations can tell of the first component at best.
CramerRaoBound bound = new(normal.At(0, 1), 1500);
Console.WriteLine($"least deviation of a mean from 1500 observations: {bound.Deviation(0):f5}");
