using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Geometry;

/// <summary>A family with random distributions of it, and random manifolds.</summary>
internal sealed record GeometryCase(ExponentialFamily Family, Func<Func<double, double, double>, double[]> Draw)
{
    public static readonly GeometryCase[] All =
    [
        new(new Normal(), between => [between(-3, 3), between(0.3, 3)]),
        new(new Gamma(), between => [between(0.5, 6), between(0.3, 3)]),
        new(new Beta(), between => [between(0.5, 6), between(0.5, 6)]),
        new(new InverseNormal(), between => [between(0.5, 3), between(0.5, 3)]),
        new(new InverseGamma(), between => [between(0.5, 6), between(0.3, 3)]),
        new(new Poisson(), between => [between(0.2, 6)]),
        new(new Dirichlet(3), between => [between(0.5, 6), between(0.5, 6), between(0.5, 6)]),
        new(new Multinomial(4, 4), between => Simplex(between, 4)),
    ];

    public static ExponentialFamily Named(string name) => All.Single(one => one.Family.Name == name).Family;

    public Distribution Random(ref RandomSequence random)
    {
        RandomSequence own = random;
        Distribution drawn = Family.At(Draw((low, high) => low + ((high - low) * own.NextUniform())));
        random = own;
        return drawn;
    }

    /// <summary>A distribution's coordinates in a chart.</summary>
    public static double[] Coordinates(Distribution distribution, Chart chart)
    {
        ExponentialFamily family = (ExponentialFamily)distribution.Family;
        double[] point = new double[family.Dimension];
        switch (chart)
        {
            case Chart.Natural: family.ToNatural(distribution.Parameters.AsSpan(), point); break;
            case Chart.Expectation: family.ToMean(distribution.Parameters.AsSpan(), point); break;
            default: family.ToCoordinates(distribution.Parameters.AsSpan(), point); break;
        }

        return point;
    }

    /// <summary>Vectors of normal numbers.</summary>
    public static double[] Vector(int count, ref RandomSequence random)
    {
        double[] vector = new double[count];
        random.FillNormal<double>(vector);
        return vector;
    }

    /// <summary>A random chart around a point, at whose origin the point lies: x = x₀ + S(Bu + a quadratic form of u), S the units of the metric.</summary>
    public static MappedManifold RandomChart(StatisticalManifold manifold, double[] centre, ref RandomSequence random, double bending = 0.1)
    {
        int d = manifold.Dimension;
        Numerics.Tensors.Matrix<double> metric = new(d, d);
        manifold.Metric(centre, metric);
        double[] linear = Vector(d * d, ref random), quadratic = Vector(d * d * d, ref random);
        for (int i = 0; i < d; i++) linear[(i * d) + i] += 4;
        return new MappedManifold(manifold, Names(d), (u, x) =>
        {
            for (int i = 0; i < d; i++)
            {
                Jet sum = 0;
                for (int j = 0; j < d; j++)
                {
                    sum += 0.25 * linear[(i * d) + j] * u[j];
                    for (int k = 0; k < d; k++) sum += bending * quadratic[(((i * d) + j) * d) + k] * u[j] * u[k];
                }

                x[i] = centre[i] + (sum / Math.Sqrt(metric[i, i]));
            }
        });
    }

    /// <summary>A manifold that no distributions belong to: smooth random tensors, the metric diagonally dominant.</summary>
    public static FieldManifold RandomField(int d, ref RandomSequence random)
    {
        double[] waves = Vector(d * d * d, ref random), phases = Vector(d * d * d, ref random), shifts = Vector(d * d * d, ref random);
        return new FieldManifold(
            Names(d),
            point => point.Length == d,
            (x, metric) =>
            {
                for (int i = 0; i < d; i++)
                {
                    for (int j = 0; j < d; j++)
                    {
                        Jet sum = i == j ? 4 + d : 0;
                        for (int k = 0; k < d; k++) sum += 0.4 * waves[Pair(i, j, k)] * Jet.Sin(x[k] + phases[Pair(i, j, k)]);
                        metric[(i * d) + j] = sum;
                    }
                }
            },
            (x, cubic) =>
            {
                for (int place = 0; place < cubic.Length; place++)
                {
                    int at = Sorted(place / (d * d), place / d % d, place % d);
                    cubic[place] = shifts[at] * Jet.Cos(x[at % d] + x[0] + phases[at]);
                }
            });

        int Pair(int i, int j, int k) => (((Math.Min(i, j) * d) + Math.Max(i, j)) * d) + k;

        int Sorted(int i, int j, int k)
        {
            Span<int> order = [i, j, k];
            order.Sort();
            return (((order[0] * d) + order[1]) * d) + order[2];
        }
    }

    public static ImmutableArray<string> Names(int d) => [.. Enumerable.Range(1, d).Select(place => $"u{place}")];

    private static double[] Simplex(Func<double, double, double> between, int count)
    {
        double[] weights = [.. Enumerable.Range(0, count).Select(_ => between(0.3, 2))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
