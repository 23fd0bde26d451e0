using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.ExponentialFamilies;

/// <summary>What a family overrides, against what its log-partition's derivatives and the density's definition say.</summary>
internal static class ClosedForms
{
    public static void AgreeWithTheLogPartition(ExponentialFamily family, double[] parameters, double[] reference, double[] outcome, double tolerance = 1e-11)
    {
        int d = family.Dimension;
        double[] natural = new double[d], back = new double[family.ParameterLength], mean = new double[d], fromJets = new double[d], coordinates = new double[d];
        family.Require(parameters);
        family.ToCoordinates(parameters, coordinates);
        family.FromCoordinates(coordinates, back);
        Close(parameters, back, tolerance);
        family.ToNatural(parameters, natural);
        Assert.True(family.ContainsNatural(natural));
        family.FromNatural(natural, back);
        Close(parameters, back, tolerance);

        Jet[] at = [.. coordinates.Select(value => (Jet)value)], moved = new Jet[d];
        family.NaturalParameters(at, moved);
        Close(natural, [.. moved.Select(jet => jet.Value)], tolerance);

        double potential = ForwardMode.Value(family.LogPartition, natural);
        Close([potential], [family.LogPartition(natural)], tolerance);
        ForwardMode.Gradient(family.LogPartition, natural, fromJets);
        family.ToMean(parameters, mean);
        Close(fromJets, mean, tolerance);
        family.Mean(natural, mean);
        Close(fromJets, mean, tolerance);
        family.FromMean(mean, back);
        Close(parameters, back, 100 * tolerance);

        double dual = natural.Zip(mean, (a, b) => a * b).Sum() - potential;
        Close([dual], [family.DualPotential(parameters)], tolerance * Math.Max(1, Math.Abs(potential / dual)));
        Close([-dual - family.ExpectedLogBaseMeasure(parameters)], [family.Entropy(parameters)], 10 * tolerance * Math.Max(1, Math.Abs(potential / dual)));

        Matrix<double> expected = new(d, d), found = new(d, d), jacobian = new(d, d), product = new(d, d);
        ForwardMode.Hessian(family.LogPartition, natural, expected);
        family.Covariance(natural, found);
        Close(expected.AsSpan(), found.AsSpan(), tolerance);
        for (int along = 0; along < d; along++)
        {
            for (int place = 0; place < d; place++) at[place] = Jet.Variable(coordinates[place], place == along ? 1 : 0);
            family.NaturalParameters(at, moved);
            for (int place = 0; place < d; place++) jacobian[place, along] = moved[place][1];
        }

        Products.Multiply<double>(found, jacobian, product);
        Products.MultiplyTransposedLeft<double>(jacobian, product, expected);
        family.Metric(parameters, found);
        Close(expected.AsSpan(), found.AsSpan(), 10 * tolerance);

        double[] other = new double[d], statistic = new double[d];
        family.ToNatural(reference, other);
        double divergence = family.LogPartition(other) - potential;
        for (int place = 0; place < d; place++) divergence -= (other[place] - natural[place]) * mean[place];
        Close([divergence], [family.KullbackLeibler(parameters, reference)!.Value], 100 * tolerance * Math.Max(1, Math.Abs(potential / divergence)));
        Assert.Equal(0, family.KullbackLeibler(parameters, parameters)!.Value);

        family.SufficientStatistic(outcome, statistic);
        double density = natural.Zip(statistic, (a, b) => a * b).Sum() - potential + family.LogBaseMeasure(outcome);
        Close([density], [family.LogDensity(parameters, outcome)], 10 * tolerance * Math.Max(1, Math.Abs(potential / density)));
    }

    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double tolerance)
    {
        double scale = 0;
        foreach (double value in expected) scale = Math.Max(scale, Math.Abs(value));
        for (int place = 0; place < expected.Length; place++)
            Assert.True(Math.Abs(expected[place] - found[place]) <= tolerance * scale, $"place {place}: expected {expected[place]:R}, found {found[place]:R}");
    }
}
