using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.Divergences;

public sealed class TransportTests
{
    [Fact]
    public void Wasserstein_of_commuting_covariances_is_the_distance_of_their_roots()
    {
        double[] first = [4, 0, 0, 9], second = [1, 0, 0, 25];
        Assert.Equal(Math.Sqrt(1 + 4), NormalWasserstein.Bures(first, second, 2), 1e-14);
        Distribution p = new DiagonalNormal(2).At(0, 1, 2, 3), q = new DiagonalNormal(2).At(2, 1, 1, 5);
        Assert.Equal(3, NormalWasserstein.Between(p, q).Value, 1e-14);
        Assert.Equal(0, NormalWasserstein.Between(new Normal().At(3, 2), new Normal().At(3, 2)).Value);
        Assert.Equal(1e-9, NormalWasserstein.Between(new Normal().At(1, 2), new Normal().At(1, 2 + 1e-9)).Value, 1e-15);
    }

    [Fact]
    public void Bures_obeys_the_triangle_inequality_and_the_traces()
    {
        RandomSequence random = RandomStream.FromSeed(5).From();
        for (int draw = 0; draw < 20; draw++)
        {
            (double[] a, double[] b, double[] c) = (Covariance(4, ref random), Covariance(4, ref random), Covariance(4, ref random));
            double ab = NormalWasserstein.Bures(a, b, 4), bc = NormalWasserstein.Bures(b, c, 4), ac = NormalWasserstein.Bures(a, c, 4);
            Assert.True(ac <= (ab + bc) * (1 + 1e-12));
            Assert.Equal(ab, NormalWasserstein.Bures(b, a, 4), 1e-12 * ab);
            Assert.Equal(0, NormalWasserstein.Bures(a, a, 4), 1e-13);

            // tr(S^½ S′ S^½)^½ is the sum of the roots of the eigenvalues of SS′.
            MathNet.Numerics.LinearAlgebra.Matrix<double> product = Dense(a) * Dense(b);
            double traces = Dense(a).Trace() + Dense(b).Trace() - (2 * product.Evd().EigenValues.Sum(value => Math.Sqrt(value.Real)));
            Assert.Equal(traces, ab * ab, 1e-11 * (1 + traces));
        }

        static MathNet.Numerics.LinearAlgebra.Matrix<double> Dense(double[] values) => MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor(4, 4, values);
    }

    [Fact]
    public void Families_of_normals_share_one_distance_and_others_are_refused()
    {
        double[] covariance = [2, 0.5, 0.5, 1];
        Distribution full = new MultivariateNormal(2).At([0, 0, .. covariance]), shifted = new FixedCovarianceNormal(new ReadOnlyMatrixView<double>(covariance, 2, 2)).At(3, 4), centred = new FixedMeanNormal(3, 4).At(covariance);
        Assert.Equal(5, NormalWasserstein.Between(full, shifted).Value, 1e-12);
        Assert.Equal(0, NormalWasserstein.Between(centred, shifted).Value, 1e-12);
        Assert.Throws<InvalidInputException>(() => NormalWasserstein.Between(full, new Normal().At(0, 1)));
        Assert.Contains("'gamma'", Assert.Throws<InvalidInputException>(() => NormalWasserstein.Between(new Gamma().At(1, 1), full)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => NormalWasserstein.Bures([1, 0, 0, -1], [1, 0, 0, 1], 2));
    }

    [Fact]
    public void Sinkhorn_has_the_margins_and_tends_to_the_cheapest_plan()
    {
        // On a line the cheapest plan for a convex cost keeps the order.
        double[] from = [0.2, 0.5, 0.3], to = [0.4, 0.1, 0.1, 0.4], places = [0, 1, 3], others = [-1, 0.5, 2, 4];
        Matrix<double> cost = new(3, 4);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 4; j++) cost[i, j] = (places[i] - others[j]) * (places[i] - others[j]);
        }

        double cheapest = OnTheLine(from, to, cost), before = double.PositiveInfinity;
        foreach (double epsilon in (double[])[1, 0.1, 0.01, 0.001])
        {
            SinkhornResult result = Sinkhorn.Solve(from, to, cost, new SinkhornSettings(epsilon));
            Assert.True(result.Converged);
            Assert.InRange(result.MarginalError, 0, 1e-9);
            Assert.InRange(result.Cost, cheapest - 1e-8, before + 1e-8);

            // ⟨P, C⟩ + ε KL(P ‖ abᵀ) is the dual value, and the entropy is at most ln 3.
            double entropy = 0;
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 4; j++) entropy += result.Plan[i, j] > 0 ? result.Plan[i, j] * Math.Log(result.Plan[i, j] / from[i] / to[j]) : 0;
            }

            Assert.Equal(result.RegularisedCost, result.Cost + (epsilon * entropy), 1e-8);
            Assert.InRange(result.RegularisedCost, cheapest - 1e-8, cheapest + (epsilon * Math.Log(3)) + 1e-8);
            before = result.Cost;
        }

        Assert.Equal(cheapest, before, 1e-3);
    }

    [Fact]
    public void Sinkhorn_passes_over_what_has_no_weight_and_refuses_what_is_no_distribution()
    {
        Matrix<double> cost = new(2, 2, [0, 1, 1, 0]);
        SinkhornResult result = Sinkhorn.Solve([1, 0], [0.25, 0.75], cost, new SinkhornSettings(0.01));
        Assert.Equal(0.75, result.Cost, 1e-12);
        Assert.Equal(0, result.Plan[1, 0] + result.Plan[1, 1]);
        Assert.Contains("0.9", Assert.Throws<InvalidInputException>(() => Sinkhorn.Solve([0.5, 0.4], [0.5, 0.5], cost, new SinkhornSettings(1))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => Sinkhorn.Solve([-0.5, 1.5], [0.5, 0.5], cost, new SinkhornSettings(1)));
        Assert.Throws<InvalidInputException>(() => Sinkhorn.Solve([0.5, 0.5], [0.5, 0.5], new Matrix<double>(2, 2, [0, double.NaN, 1, 0]), new SinkhornSettings(1)));
        SinkhornResult hurried = Sinkhorn.Solve([0.3, 0.7], [0.6, 0.4], cost, new SinkhornSettings(1, 1e-14, 1));
        Assert.False(hurried.Converged);
        Assert.True(hurried.MarginalError > 1e-14);
    }

    private static double OnTheLine(double[] from, double[] to, Matrix<double> cost)
    {
        (double[] left, double[] open) = ([.. from], [.. to]);
        double sum = 0;
        for (int i = 0, j = 0; i < left.Length && j < open.Length;)
        {
            double moved = Math.Min(left[i], open[j]);
            sum += moved * cost[i, j];
            left[i] -= moved;
            open[j] -= moved;
            if (left[i] <= open[j]) i++;
            else j++;
        }

        return sum;
    }

    private static double[] Covariance(int order, ref RandomSequence random)
    {
        double[] root = new double[order * order], covariance = new double[order * order];
        random.FillNormal<double>(root);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                for (int k = 0; k < order; k++) covariance[(i * order) + j] += root[(i * order) + k] * root[(j * order) + k];
            }
        }

        return covariance;
    }
}
