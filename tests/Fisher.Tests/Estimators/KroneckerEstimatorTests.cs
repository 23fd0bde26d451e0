using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.References.Optimisers;

namespace Neuromanifold.Fisher.Tests.Estimators;

public sealed class KroneckerEstimatorTests
{
    [Fact]
    public void Factors_are_running_averages_of_mean_outer_products_over_all_members()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int inputs = 1 + random.NextInteger(6), outputs = 1 + random.NextInteger(6), members = 1 + (seed % 3), cotangents = 1 + random.NextInteger(3);
            bool hasBias = seed % 2 == 0;
            KroneckerEstimator<double> estimator = new(inputs, outputs, hasBias, members);
            using ThreadTeam team = new(members);
            double[,]? a = null, b = null;
            for (int batch = 0; batch < 3; batch++)
            {
                // With fewer examples than members, some have none.
                int examples = 1 + random.NextInteger(9);
                double keep = batch == 0 ? 0 : random.NextUniform();
                double[][] x = Rows(examples, inputs, ref random);
                double[][][] δ = [.. Enumerable.Range(0, cotangents).Select(_ => Rows(examples, outputs, ref random))];
                team.Run(member =>
                {
                    (int start, int count) = member.Share(examples);
                    estimator.Observe(member, Stack(x[start..(start + count)], inputs), Stack([.. δ.SelectMany(rows => rows[start..(start + count)])], outputs));
                    member.Barrier();
                    estimator.Absorb(member, examples, keep);
                });
                double[][] seen = hasBias ? [.. x.Select(row => (double[])[.. row, 1])] : x;
                a = KroneckerTwin.Average(a, KroneckerTwin.Factor(seen, seen[0].Length, examples), keep);
                b = KroneckerTwin.Average(b, KroneckerTwin.Factor([.. δ.SelectMany(rows => rows)], outputs, examples), keep);
                Assert.True(Close.Holds(a, estimator.Factors.InputFactor, 1e-13), $"A, seed {seed}");
                Assert.True(Close.Holds(b, estimator.Factors.OutputFactor, 1e-13), $"B, seed {seed}");
            }
        }
    }

    [Fact]
    public void A_first_estimate_overwrites_whatever_the_factors_held()
    {
        KroneckerEstimator<double> estimator = new(1, 1, hasBias: false, 1);
        estimator.Factors.InputFactor[0, 0] = double.NaN;
        estimator.Observe(SingleProcess.Instance, Stack([[2]], 1), Stack([[3]], 1));
        estimator.Absorb(SingleProcess.Instance, 1, 0);
        Assert.Equal((4, 9), (estimator.Factors.InputFactor[0, 0], estimator.Factors.OutputFactor[0, 0]));
    }

    private static double[][] Rows(int rows, int width, ref RandomSequence random)
    {
        double[][] result = [.. Enumerable.Range(0, rows).Select(_ => new double[width])];
        foreach (double[] row in result) random.FillNormal<double>(row);
        return result;
    }

    private static Matrix<double> Stack(double[][] rows, int width) => new(rows.Length, width, [.. rows.SelectMany(row => row)]);
}
