using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Tests.Variances;

public sealed class DiagonalAnalysisTests
{
    private const int Models = 24, Examples = 6, Looks = 12;

    private static readonly DiagonalOptions Everything = DiagonalOptions.All with
    {
        Quantities = [.. DiagonalOptions.All.Quantities, DiagonalQuantities.Empirical, DiagonalQuantities.Observed],
        Threads = 1,
    };

    [Fact]
    public void Every_quantity_is_its_definition_by_listing_labels_and_differencing_gradients()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            DiagonalResult result = Run(drawn.Model, drawn, Everything);
            RandomSequence random = RandomStream.FromSeed(seed).Split("looks").From();
            int[] looks = new int[Looks];
            foreach (ref int look in looks.AsSpan()) look = random.NextInteger(drawn.Model.Parameters.Length);
            Dictionary<string, double[]> expected = ByDefinition(drawn, looks);
            foreach ((string name, double[] values) in expected)
            {
                ReadOnlyMemory<double> claimed = name == "var_inputs" ? result.InputVariance!.Value : result[Everything.Quantities.Single(quantity => quantity.Name == name)];
                for (int p = 0; p < looks.Length; p++)
                {
                    double found = claimed.Span[looks[p]], wanted = values[p];
                    Assert.True(Math.Abs(found - wanted) <= 3e-6 * (1e-3 + Math.Abs(wanted)), $"seed {seed}, {drawn.Model.Likelihood.Name}, {name} of parameter {looks[p]}: {found}, by definition {wanted}");
                }
            }
        }
    }

    [Fact]
    public void Bounds_hold_and_are_equalities_for_a_normal_head()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            DiagonalResult result = Run(drawn.Model, drawn, Everything);
            bool isNormal = drawn.Model.Likelihood is NormalLikelihood;
            AssertBetween(result, DiagonalQuantities.LowerFisher, DiagonalQuantities.Fisher, DiagonalQuantities.UpperFisher, isNormal);
            AssertBetween(result, DiagonalQuantities.LowerFirstVariance, DiagonalQuantities.FirstVariance, DiagonalQuantities.UpperFirstVariance, isNormal);
            AssertBetween(result, DiagonalQuantities.LowerSecondVariance, DiagonalQuantities.SecondVariance, DiagonalQuantities.UpperSecondVariance, isNormal);
        }
    }

    [Fact]
    public void Single_precision_agrees_and_no_variance_is_negative()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            DiagonalResult exact = Run(drawn.Model, drawn, Everything), single = Run(drawn.InSingle(), drawn, Everything);
            foreach (DiagonalQuantity quantity in Everything.Quantities)
            {
                if (quantity != DiagonalQuantities.Observed) Assert.True(TensorPrimitives.Min(single[quantity].Span) >= 0, $"seed {seed}: {quantity} is negative");
                AssertNear(exact[quantity].Span, single[quantity].Span, 2e-4, $"seed {seed}, {quantity}");
            }

            Assert.True(TensorPrimitives.Min(single.InputVariance!.Value.Span) >= 0);
            AssertNear(exact.InputVariance!.Value.Span, single.InputVariance!.Value.Span, 2e-4, $"seed {seed}, spread");
        }
    }

    [Fact]
    public void The_second_estimator_has_no_variance_in_a_last_affine_layer_nor_the_first_where_a_head_is_certain()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            DiagonalResult single = Run(drawn.InSingle(), drawn, Everything);
            foreach (ParameterBlock block in drawn.Model.Network.Blocks.Where(block => drawn.Model.Network.Output.Name == block.Name && block.Kind == BlockKind.Affine))
            {
                Assert.Equal(-1, block.First.In(single[DiagonalQuantities.SecondVariance].Span).IndexOfAnyExcept(0));
                Assert.Equal(-1, block.First.In(single[DiagonalQuantities.UpperSecondVariance].Span).IndexOfAnyExcept(0));
                if (drawn.Model.Likelihood is not NormalLikelihood) continue;
                // The bias's information is 1/s² whatever the input: an information that never varies has a spread of exactly zero.
                if (block.Second is { } bias) Assert.Equal(-1, bias.In(single.InputVariance!.Value.Span).IndexOfAnyExcept(0));
            }
        }
    }

    [Fact]
    public void Threads_and_memory_change_roundings_only()
    {
        DrawnModel drawn = new(4, 37);
        DiagonalResult alone = Run(drawn.Model, drawn, Everything), team = Run(drawn.Model, drawn, Everything with { Threads = 3 });
        long least = DiagonalAnalysis.EstimateMemory(drawn.Model, Everything, 3, 1);
        DiagonalResult small = Run(drawn.Model, drawn, Everything with { MemoryBytes = least });
        foreach (DiagonalQuantity quantity in Everything.Quantities)
        {
            AssertNear(alone[quantity].Span, team[quantity].Span, 1e-12, $"three threads, {quantity}");
            AssertNear(alone[quantity].Span, small[quantity].Span, 1e-12, $"small chunks, {quantity}");
        }

        AssertNear(alone.InputVariance!.Value.Span, team.InputVariance!.Value.Span, 1e-10, "three threads, spread");
        AssertNear(alone.InputVariance!.Value.Span, small.InputVariance!.Value.Span, 1e-10, "small chunks, spread");
    }

    [Fact]
    public void What_comes_from_roots_and_scores_alone_is_the_same()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            DiagonalResult whole = Run(drawn.Model, drawn, Everything);
            DiagonalResult alone = Run(drawn.Model, drawn, new DiagonalOptions([DiagonalQuantities.Fisher]) { Threads = 1 });
            DiagonalResult observed = Run(drawn.Model, drawn, new DiagonalOptions([DiagonalQuantities.Observed, DiagonalQuantities.Empirical]) { Threads = 1 });
            AssertNear(whole[DiagonalQuantities.Observed].Span, observed[DiagonalQuantities.Observed].Span, 1e-11, $"seed {seed}, observed");
            AssertNear(whole[DiagonalQuantities.Empirical].Span, observed[DiagonalQuantities.Empirical].Span, 1e-11, $"seed {seed}, empirical");
            Assert.Null(alone.InputVariance);
            Assert.False(alone.Has(DiagonalQuantities.FirstVariance));
            AssertNear(whole[DiagonalQuantities.Fisher].Span, alone[DiagonalQuantities.Fisher].Span, 1e-11, $"seed {seed}");
        }
    }

    // 8 models with some 200 parameters each and a limit of 6 standard errors: a false alarm once in 300,000 runs, were estimates normal.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Estimates_stray_by_their_standard_errors(int order)
    {
        DiagonalQuantity estimate = order == 1 ? DiagonalQuantities.FirstEstimate : DiagonalQuantities.SecondEstimate;
        DiagonalQuantity variance = order == 1 ? DiagonalQuantities.FirstVariance : DiagonalQuantities.SecondVariance;
        double squares = 0;
        int counted = 0;
        for (int seed = 0; seed < 8; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            DiagonalResult result = Run(drawn.Model, drawn, new DiagonalOptions([DiagonalQuantities.Fisher, variance, estimate]) { Labels = LabelRule.Drawn(4000), Stream = RandomStream.FromSeed(seed), Threads = 1 });
            double[] errors = result.StandardError(variance);
            double scale = TensorPrimitives.Max(result[DiagonalQuantities.Fisher].Span);
            for (int i = 0; i < errors.Length; i++)
            {
                double gap = result[estimate].Span[i] - result[DiagonalQuantities.Fisher].Span[i];
                Assert.True(Math.Abs(gap) <= (6 * errors[i]) + (1e-12 * scale), $"seed {seed}, parameter {i}: {gap} with a standard error of {errors[i]}");
                if (errors[i] <= 1e-9 * scale) continue;
                squares += gap * gap / (errors[i] * errors[i]);
                counted++;
            }
        }

        // Parameters of one model are correlated, so this mean of squares has a wide but known middle.
        Assert.InRange(squares / counted, 0.3, 3);
    }

    [Fact]
    public void Draws_do_not_depend_on_threads_and_repeat_with_their_seed()
    {
        DrawnModel drawn = new(8, 23);
        DiagonalOptions options = new([DiagonalQuantities.FirstEstimate]) { Labels = LabelRule.Drawn(3), Stream = RandomStream.FromSeed(5), Threads = 1 };
        double[] once = Run(drawn.Model, drawn, options)[DiagonalQuantities.FirstEstimate].ToArray();
        Assert.Equal(once, Run(drawn.Model, drawn, options)[DiagonalQuantities.FirstEstimate].ToArray());
        AssertNear(once, Run(drawn.Model, drawn, options with { Threads = 4 })[DiagonalQuantities.FirstEstimate].Span, 1e-12, "four threads");
        Assert.NotEqual(once, Run(drawn.Model, drawn, options with { Stream = RandomStream.FromSeed(6) })[DiagonalQuantities.FirstEstimate].ToArray());
    }

    [Fact]
    public void Too_little_memory_is_refused_with_the_figure()
    {
        DrawnModel drawn = new(0, Examples);
        InvalidInputException refusal = Assert.Throws<InvalidInputException>(() => Run(drawn.Model, drawn, Everything with { MemoryBytes = 1000 }));
        Assert.Contains(DiagonalAnalysis.EstimateMemory(drawn.Model, Everything, 1, 1).ToString("N0", System.Globalization.CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_not_finite_is_refused_with_its_example()
    {
        DrawnModel drawn = new(0, Examples);
        drawn.Model.Parameters.Span[^1] = double.NaN;
        Assert.Contains("example 0", Assert.Throws<InvalidInputException>(() => Run(drawn.Model, drawn, Everything)).Message, StringComparison.Ordinal);
    }

    private static DiagonalResult Run<T>(Model<T> model, DrawnModel examples, DiagonalOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DiagonalAnalysis.Run(model, examples, options, TestContext.Current.CancellationToken);

    private static Dictionary<string, double[]> ByDefinition(DrawnModel drawn, int[] looks)
    {
        Dictionary<string, double[]> sums = [];
        double[] squares = new double[looks.Length];
        for (int i = 0; i < drawn.Count; i++)
        {
            double[] natural = ExactFisher.Jacobian(drawn.Model, drawn.Input(i)).Natural, observed = new double[natural.Length], mean = new double[natural.Length];
            LabelExpectation labels = new(drawn.Model.Likelihood, natural);
            drawn.Model.Likelihood.SufficientStatistic(drawn.Outcome(i), observed);
            drawn.Model.Likelihood.Mean(natural, mean);
            TensorPrimitives.Subtract(observed, mean, observed);
            (double[][] first, double[][] second) = drawn.Derivatives(i, looks);
            for (int p = 0; p < looks.Length; p++)
            {
                double[] u = first[p], r = second[p];
                double information = labels.Of(score => Square(Dot(score, u)));
                Add("fisher", p, information);
                Add("var1", p, labels.Of(score => Square(Square(Dot(score, u)) - information)));
                Add("var2", p, labels.Of(score => Square(Dot(score, r))));
                Add("empirical", p, Square(Dot(observed, u)));
                Add("observed", p, information - Dot(observed, r));
                squares[p] += information * information / drawn.Count;
            }
        }

        sums["var_inputs"] = [.. squares.Select((square, p) => square - Square(sums["fisher"][p]))];
        return sums;

        void Add(string name, int p, double value)
        {
            if (!sums.ContainsKey(name)) sums[name] = new double[looks.Length];
            sums[name][p] += value / drawn.Count;
        }
    }

    private static double Dot(double[] left, double[] right) => TensorPrimitives.Dot<double>(left, right);

    private static double Square(double value) => value * value;

    private static void AssertBetween(DiagonalResult result, DiagonalQuantity lower, DiagonalQuantity value, DiagonalQuantity upper, bool equal)
    {
        for (int i = 0; i < result.Layout.Length; i++)
        {
            double low = result[lower].Span[i], here = result[value].Span[i], high = result[upper].Span[i], slack = 1e-9 * (Math.Abs(high) + 1e-300);
            Assert.True(low <= here + slack && here <= high + slack, $"{value} of parameter {i}: {low} <= {here} <= {high} fails");
            if (equal) Assert.True(high - low <= slack, $"{value} of parameter {i}: bounds {low} and {high} differ for a normal head");
        }
    }

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double tolerance, string what)
    {
        double scale = Math.Max(TensorPrimitives.MaxMagnitude(expected), 1e-300);
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * Math.Abs(scale), $"{what}: entry {i} is {found[i]}, expected {expected[i]}");
    }
}
