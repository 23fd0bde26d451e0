using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.OffDiagonal;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Tests.Variances.OffDiagonal;

public sealed class OffDiagonalAnalysisTests
{
    private const int Models = 24, Examples = 3, Pairs = 24;

    [Fact]
    public void Every_entry_is_its_definition_by_listing_labels_and_differencing_Jacobians()
    {
        int curved = 0;
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            ParameterPair[] pairs = Draw(drawn, seed);
            ImmutableArray<PairMoments> found = Run(drawn, pairs);
            for (int p = 0; p < pairs.Length; p++)
            {
                (double fisher, double first, double second) = ByDefinition(drawn, pairs[p]);
                AssertClose(fisher, found[p].Fisher, $"seed {seed}, {pairs[p]}, information");
                AssertClose(first, found[p].FirstVariance, $"seed {seed}, {pairs[p]}, first variance");
                AssertClose(second, found[p].SecondVariance, $"seed {seed}, {pairs[p]}, second variance");
                if (second > 1e-3) curved++;
            }
        }

        Assert.True(curved > 20, $"only {curved} second variances were not near zero");
    }

    [Fact]
    public void Bounds_hold_and_those_on_the_information_and_the_second_variance_are_equalities_for_a_normal_head()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            foreach (PairMoments moments in Run(drawn, Draw(drawn, seed)))
            {
                AssertBetween(moments.LowerFisher, moments.Fisher, moments.UpperFisher, drawn.Model.Likelihood is NormalLikelihood, $"seed {seed}, {moments.Pair}, information");
                AssertBetween(0, moments.FirstVariance, moments.UpperFirstVariance, false, $"seed {seed}, {moments.Pair}, first variance");
                AssertBetween(moments.LowerSecondVariance, moments.SecondVariance, moments.UpperSecondVariance, drawn.Model.Likelihood is NormalLikelihood, $"seed {seed}, {moments.Pair}, second variance");
            }
        }
    }

    [Fact]
    public void Entries_of_the_diagonal_are_those_of_the_diagonal_analysis_and_the_order_of_a_pair_does_not_matter()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            DiagonalResult diagonal = DiagonalAnalysis.Run(drawn.Model, drawn, DiagonalOptions.All with { Threads = 1 }, TestContext.Current.CancellationToken);
            ParameterPair[] pairs = Draw(drawn, seed);
            foreach (PairMoments moments in Run(drawn, [.. pairs.Select(pair => new ParameterPair(pair.First, pair.First))]))
            {
                int i = moments.Pair.First;
                AssertClose(diagonal[DiagonalQuantities.Fisher].Span[i], moments.Fisher, "information");
                AssertClose(diagonal[DiagonalQuantities.FirstVariance].Span[i], moments.FirstVariance, "first variance");
                AssertClose(diagonal[DiagonalQuantities.SecondVariance].Span[i], moments.SecondVariance, "second variance");
                AssertClose(diagonal[DiagonalQuantities.LowerFisher].Span[i], moments.LowerFisher, "lower bound of the information");
                AssertClose(diagonal[DiagonalQuantities.UpperFisher].Span[i], moments.UpperFisher, "upper bound of the information");
                AssertClose(diagonal[DiagonalQuantities.UpperFirstVariance].Span[i], moments.UpperFirstVariance, "upper bound of the first variance");
                AssertClose(diagonal[DiagonalQuantities.UpperSecondVariance].Span[i], moments.UpperSecondVariance, "upper bound of the second variance");
            }

            foreach ((PairMoments one, PairMoments other) in Run(drawn, pairs).Zip(Run(drawn, [.. pairs.Select(pair => new ParameterPair(pair.Second, pair.First))])))
            {
                AssertClose(one.Fisher, other.Fisher, "information");
                AssertClose(one.FirstVariance, other.FirstVariance, "first variance");
                AssertClose(one.SecondVariance, other.SecondVariance, "second variance");
            }
        }
    }

    [Fact]
    public void Single_precision_agrees()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            ParameterPair[] pairs = Draw(drawn, seed);
            ImmutableArray<PairMoments> exact = Run(drawn, pairs), single = OffDiagonalAnalysis.Run(drawn.InSingle(), drawn, pairs, TestContext.Current.CancellationToken);
            for (int p = 0; p < pairs.Length; p++)
            {
                Assert.Equal(exact[p].Fisher, single[p].Fisher, 1e-3 * (exact[p].UpperFisher - exact[p].LowerFisher + Math.Abs(exact[p].Fisher) + 1e-6));
                Assert.Equal(exact[p].FirstVariance, single[p].FirstVariance, 1e-3 * (exact[p].UpperFirstVariance + 1e-6));
                Assert.Equal(exact[p].SecondVariance, single[p].SecondVariance, 1e-3 * (exact[p].UpperSecondVariance + 1e-6));
            }
        }
    }

    [Fact]
    public void Pairs_of_no_parameters_are_refused()
    {
        DrawnModel drawn = new(0, Examples);
        int parameters = drawn.Model.Parameters.Length;
        Assert.Contains($"from 0 to {parameters - 1}", Assert.Throws<InvalidInputException>(() => Run(drawn, [new ParameterPair(0, parameters)])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => Run(drawn, [new ParameterPair(-1, 0)]));
        Assert.Throws<ArgumentException>(() => Run(drawn, []));
        drawn.Model.Parameters.Span[^1] = double.NaN;
        Assert.Contains("example 0", Assert.Throws<InvalidInputException>(() => Run(drawn, [new ParameterPair(0, 1)])).Message, StringComparison.Ordinal);
    }

    private static ImmutableArray<PairMoments> Run(DrawnModel drawn, ParameterPair[] pairs) =>
        OffDiagonalAnalysis.Run(drawn.Model, drawn, pairs, TestContext.Current.CancellationToken);

    private static ParameterPair[] Draw(DrawnModel drawn, int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).Split("pairs").From();
        ParameterPair[] pairs = new ParameterPair[Pairs];
        foreach (ref ParameterPair pair in pairs.AsSpan())
            pair = new ParameterPair(random.NextInteger(drawn.Model.Parameters.Length), random.NextInteger(drawn.Model.Parameters.Length));
        return pairs;
    }

    private static (double Fisher, double First, double Second) ByDefinition(DrawnModel drawn, ParameterPair pair)
    {
        const double Step = 1e-4;
        double fisher = 0, first = 0, second = 0;
        for (int i = 0; i < drawn.Count; i++)
        {
            (double[][] jacobian, double[] natural) = ExactFisher.Jacobian(drawn.Model, drawn.Input(i));
            LabelExpectation labels = new(drawn.Model.Likelihood, natural);
            double[] u = [.. jacobian.Select(row => row[pair.First])], v = [.. jacobian.Select(row => row[pair.Second])], w = new double[natural.Length];
            double centre = drawn.Model.Parameters.Span[pair.Second];
            foreach (int sign in (int[])[1, -1])
            {
                drawn.Model.Parameters.Span[pair.Second] = centre + (sign * Step);
                double[][] moved = ExactFisher.Jacobian(drawn.Model, drawn.Input(i)).Jacobian;
                for (int a = 0; a < w.Length; a++) w[a] += sign * moved[a][pair.First] / (2 * Step);
            }

            drawn.Model.Parameters.Span[pair.Second] = centre;
            double information = labels.Of(score => Dot(score, u) * Dot(score, v));
            fisher += information / drawn.Count;
            first += labels.Of(score => Math.Pow((Dot(score, u) * Dot(score, v)) - information, 2)) / drawn.Count;
            second += labels.Of(score => Math.Pow(Dot(score, w), 2)) / drawn.Count;
        }

        return (fisher, first, second);
    }

    private static double Dot(double[] left, double[] right) => TensorPrimitives.Dot<double>(left, right);

    private static void AssertClose(double expected, double found, string what) =>
        Assert.True(Math.Abs(expected - found) <= 3e-6 * (1e-3 + Math.Abs(expected)), $"{what}: {found}, expected {expected}");

    private static void AssertBetween(double low, double value, double high, bool equal, string what)
    {
        double slack = 1e-9 * (Math.Abs(low) + Math.Abs(high) + 1e-300);
        Assert.True(low <= value + slack && value <= high + slack, $"{what}: {low} <= {value} <= {high} fails");
        if (equal) Assert.True(high - low <= slack, $"{what}: bounds {low} and {high} differ");
    }
}
