using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.Projections;

/// <summary>Random distributions of several families.</summary>
internal static class DistributionCases
{
    private static readonly Categorical s_four = new(4);

    public static double Divergence(Distribution from, Distribution to) => from.Family.KullbackLeibler(from.Parameters.AsSpan(), to.Parameters.AsSpan())!.Value;

    public static double[] Simplex(int count, ref RandomSequence random)
    {
        double[] values = new double[count];
        for (int place = 0; place < count; place++) values[place] = 0.1 - Math.Log(random.NextUniform());
        double sum = values.Sum();
        return [.. values.Select(value => value / sum)];
    }

    /// <summary>Some distributions of each of several families.</summary>
    public static List<(ExponentialFamily Family, Distribution[] Distributions)> Pairs(int seed, int count = 3)
    {
        List<(ExponentialFamily, Distribution[])> all = [];
        RandomSequence random = RandomStream.FromSeed(seed).From();
        for (int round = 0; round < 4; round++)
        {
            Distribution[] normals = new Distribution[count], gammas = new Distribution[count], betas = new Distribution[count], poissons = new Distribution[count], labels = new Distribution[count];
            for (int index = 0; index < count; index++)
            {
                normals[index] = new Normal().At(random.NextNormal(), 0.5 + random.NextUniform());
                gammas[index] = new Gamma().At(0.5 + (3 * random.NextUniform()), 0.5 + random.NextUniform());
                betas[index] = new Beta().At(0.5 + (3 * random.NextUniform()), 0.5 + (3 * random.NextUniform()));
                poissons[index] = new Poisson().At(0.5 + (5 * random.NextUniform()));
                labels[index] = s_four.At(Simplex(4, ref random));
            }

            foreach (Distribution[] some in new[] { normals, gammas, betas, poissons, labels }) all.Add(((ExponentialFamily)some[0].Family, some));
        }

        return all;
    }
}
