using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Tests.Variances;

public sealed class JointVarianceTests
{
    private const int Models = 8, Examples = 6, Looks = 4, Repetitions = 20_000;

    private static readonly DiagonalOptions Wanted =
        new([DiagonalQuantities.Fisher, .. DiagonalQuantities.Variances, DiagonalQuantities.SquaredUpperFisher]) { InputSpread = true, Threads = 1 };

    // 8 models, 4 parameters and 4 settings at a limit of 6 standard errors: a false alarm once in four million runs, were sample
    // variances normal. Counts have heavy tails, which only widen the standard error.
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public void Estimates_over_drawn_inputs_and_labels_vary_as_the_law_of_total_variance_says(int order, bool withReplacement)
    {
        JointSampling sampling = new(3, 2) { WithReplacement = withReplacement };
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            RandomSequence random = RandomStream.FromSeed(seed).Split("joint").From();
            DiagonalResult result = Run(drawn);
            JointVariance joint = JointVariance.Of(result, order == 1 ? DiagonalQuantities.FirstVariance : DiagonalQuantities.SecondVariance, sampling);
            int[] looks = new int[Looks];
            foreach (ref int look in looks.AsSpan()) look = random.NextInteger(drawn.Model.Parameters.Length);
            double[][] estimates = Estimate(drawn, looks, order, sampling, ref random);
            for (int p = 0; p < Looks; p++)
            {
                double mean = estimates[p].Average(), variance = estimates[p].Average(value => Math.Pow(value - mean, 2)), fourth = estimates[p].Average(value => Math.Pow(value - mean, 4));
                double expected = joint.Total.Span[looks[p]], error = Math.Sqrt(Math.Max(0, fourth - (variance * variance)) / Repetitions);
                Assert.True(Math.Abs(variance - expected) <= (6 * error) + (1e-8 * (1e-3 + expected)), $"seed {seed}, parameter {looks[p]}: variance {variance} ± {error}, expected {expected}");
            }
        }
    }

    [Fact]
    public void All_inputs_without_replacement_leave_the_labels_alone_to_chance()
    {
        DrawnModel drawn = new(0, Examples);
        DiagonalResult result = Run(drawn);
        JointVariance all = JointVariance.Of(result, DiagonalQuantities.FirstVariance, new JointSampling(Examples, 5) { WithReplacement = false });
        Assert.Equal(-1, all.FromInputs.Span.IndexOfAnyExcept(0));
        Assert.Equal(all.FromLabels.ToArray(), all.Total.ToArray());
        Assert.Contains(result.InputVariance!.Value.ToArray(), value => value > 0);

        DrawnModel lonely = new(0, 1);
        JointVariance only = JointVariance.Of(Run(lonely), DiagonalQuantities.FirstVariance, new JointSampling(1, 1) { WithReplacement = false });
        Assert.Equal(-1, only.FromInputs.Span.IndexOfAnyExcept(0));
    }

    [Fact]
    public void The_spread_over_inputs_is_within_its_bound()
    {
        for (int seed = 0; seed < 3 * Models; seed++)
        {
            DiagonalResult result = Run(new DrawnModel(seed, Examples));
            double[] bound = JointVariance.InputBound(result);
            ReadOnlySpan<double> spread = result.InputVariance!.Value.Span;
            for (int i = 0; i < bound.Length; i++) Assert.True(spread[i] <= bound[i] + (1e-9 * (bound[i] + Math.Pow(result[DiagonalQuantities.Fisher].Span[i], 2))), $"seed {seed}, parameter {i}: {spread[i]} above {bound[i]}");
        }
    }

    [Fact]
    public void What_cannot_be_drawn_or_was_not_computed_is_refused()
    {
        DrawnModel drawn = new(0, Examples);
        DiagonalResult result = Run(drawn);
        Assert.Contains("at most the 6", Assert.Throws<InvalidInputException>(() => JointVariance.Of(result, DiagonalQuantities.FirstVariance, new JointSampling(7, 1) { WithReplacement = false })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => JointVariance.Of(result, DiagonalQuantities.FirstVariance, new JointSampling(0, 1)));
        DiagonalResult bare = DiagonalAnalysis.Run(drawn.Model, drawn, Wanted with { InputSpread = false }, TestContext.Current.CancellationToken);
        Assert.Throws<ArgumentException>(() => JointVariance.Of(bare, DiagonalQuantities.FirstVariance, new JointSampling(1, 1)));
        Assert.Throws<KeyNotFoundException>(() => JointVariance.Of(result, DiagonalQuantities.UpperFisher, new JointSampling(1, 1)));
    }

    private static DiagonalResult Run(DrawnModel drawn) => DiagonalAnalysis.Run(drawn.Model, drawn, Wanted, TestContext.Current.CancellationToken);

    private static double[][] Estimate(DrawnModel drawn, int[] looks, int order, JointSampling sampling, ref RandomSequence random)
    {
        Likelihood likelihood = drawn.Model.Likelihood;
        double[][] natural = [.. Enumerable.Range(0, Examples).Select(i => ExactFisher.Jacobian(drawn.Model, drawn.Input(i)).Natural)];
        (double[][] First, double[][] Second)[] derivatives = [.. Enumerable.Range(0, Examples).Select(i => drawn.Derivatives(i, looks))];
        double[][] information = [.. Enumerable.Range(0, Examples).Select(i => looks.Select((_, p) => likelihood.Covariance(natural[i], derivatives[i].First[p], derivatives[i].First[p])).ToArray())];
        double[][] mean = [.. natural.Select(parameters => new double[parameters.Length])];
        for (int i = 0; i < Examples; i++) likelihood.Mean(natural[i], mean[i]);
        double[][] estimates = [.. looks.Select(_ => new double[Repetitions])];
        double[] outcome = new double[likelihood.OutcomeWidth], score = new double[likelihood.Dimension];
        int[] shuffle = [.. Enumerable.Range(0, Examples)];
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            for (int draw = 0; draw < sampling.Inputs; draw++)
            {
                // Without replacement, the first few of a shuffle.
                int other = draw + random.NextInteger(Examples - draw);
                (shuffle[draw], shuffle[other]) = (shuffle[other], shuffle[draw]);
                int input = sampling.WithReplacement ? random.NextInteger(Examples) : shuffle[draw];
                for (int k = 0; k < sampling.Labels; k++)
                {
                    likelihood.Sample(natural[input], ref random, outcome);
                    likelihood.SufficientStatistic(outcome, score);
                    TensorPrimitives.Subtract<double>(score, mean[input], score);
                    for (int p = 0; p < looks.Length; p++)
                    {
                        double value = order == 1
                            ? Math.Pow(TensorPrimitives.Dot<double>(score, derivatives[input].First[p]), 2)
                            : information[input][p] - TensorPrimitives.Dot<double>(score, derivatives[input].Second[p]);
                        estimates[p][repetition] += value / (sampling.Inputs * sampling.Labels);
                    }
                }
            }
        }

        return estimates;
    }
}
