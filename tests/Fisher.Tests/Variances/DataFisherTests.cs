using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Variances;

public sealed class DataFisherTests
{
    private const int Models = 24, Examples = 6, Outcomes = 5;

    private static readonly DiagonalOptions Wanted = new([DiagonalQuantities.Fisher, DiagonalQuantities.FirstVariance, DiagonalQuantities.Empirical, .. DataFisherQuantities.All])
    {
        InputSpread = true,
        SpreadOf = DataFisherQuantities.Fisher,
        Threads = 1,
    };

    [Fact]
    public void Every_quantity_is_its_definition_by_listing_outcomes()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            Scene scene = new(seed);
            DiagonalResult result = scene.Run();
            int parameters = scene.Drawn.Model.Parameters.Length;
            double[] fisher = new double[parameters], bias = new double[parameters], score = new double[parameters], variance = new double[parameters], squares = new double[parameters];
            for (int i = 0; i < Examples; i++)
            {
                (double[][] jacobian, double[] natural) = ExactFisher.Jacobian(scene.Drawn.Model, scene.Drawn.Input(i));
                for (int p = 0; p < parameters; p++)
                {
                    double[] u = [.. jacobian.Select(row => row[p])];
                    double second = scene.Expect(i, natural, s => Math.Pow(Dot(s, u), 2)), mean = scene.Expect(i, natural, s => Dot(s, u));
                    fisher[p] += second / Examples;
                    bias[p] += (second - scene.Drawn.Model.Likelihood.Covariance(natural, u, u)) / Examples;
                    score[p] += (second - (mean * mean)) / Examples;
                    variance[p] += scene.Expect(i, natural, s => Math.Pow(Math.Pow(Dot(s, u), 2) - second, 2)) / Examples;
                    squares[p] += second * second / Examples;
                }
            }

            AssertClose(fisher, result[DataFisherQuantities.Fisher].Span, $"seed {seed}, information");
            AssertClose(bias, result[DataFisherQuantities.Bias].Span, $"seed {seed}, bias");
            AssertClose(score, result[DataFisherQuantities.ScoreVariance].Span, $"seed {seed}, variance of the score");
            AssertClose(variance, result[DataFisherQuantities.Variance].Span, $"seed {seed}, variance");
            AssertClose([.. squares.Zip(fisher, (square, mean) => square - (mean * mean))], result.InputVariance!.Value.Span, $"seed {seed}, spread over inputs");
        }
    }

    [Fact]
    public void Bounds_hold()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DiagonalResult result = new Scene(seed).Run();
            AssertBetween(result, DataFisherQuantities.LowerFisher, DataFisherQuantities.Fisher, DataFisherQuantities.UpperFisher, seed);
            AssertBetween(result, DataFisherQuantities.LowerVariance, DataFisherQuantities.Variance, DataFisherQuantities.UpperVariance, seed);
        }
    }

    [Fact]
    public void Under_the_model_itself_it_is_the_Fisher_information_and_under_observed_labels_the_empirical_one()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            Scene scene = new(seed);
            DiagonalResult observed = scene.Run(LabelDistribution.AtOutcomesOf(scene.Drawn));
            AssertClose(observed[DiagonalQuantities.Empirical].ToArray(), observed[DataFisherQuantities.Fisher].Span, $"seed {seed}, observed");
            Assert.Equal(-1, observed[DataFisherQuantities.Variance].Span.IndexOfAnyExcept(0));
            if (scene.Drawn.Model.Likelihood.LabelCount is null) continue;
            DiagonalResult own = scene.Run(scene.Own());
            AssertClose(own[DiagonalQuantities.Fisher].ToArray(), own[DataFisherQuantities.Fisher].Span, $"seed {seed}, own");
            AssertClose(own[DiagonalQuantities.FirstVariance].ToArray(), own[DataFisherQuantities.Variance].Span, $"seed {seed}, own variance");
            AssertClose(own[DiagonalQuantities.Fisher].ToArray(), own[DataFisherQuantities.ScoreVariance].Span, $"seed {seed}, own variance of the score");
        }
    }

    [Fact]
    public void The_joint_variance_takes_the_spread_of_the_data_Fisher_information()
    {
        Scene scene = new(0);
        DiagonalResult result = scene.Run();
        JointVariance joint = JointVariance.Of(result, DataFisherQuantities.Variance, new JointSampling(2, 3));
        for (int i = 0; i < joint.Total.Length; i++)
            Assert.Equal((result.InputVariance!.Value.Span[i] / 2) + (result[DataFisherQuantities.Variance].Span[i] / 6), joint.Total.Span[i], 1e-14 * joint.Total.Span[i]);
        Assert.Contains("'data_fisher'", Assert.Throws<ArgumentException>(() => JointVariance.Of(result, DiagonalQuantities.FirstVariance, new JointSampling(2, 3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_distribution_over_the_outcomes_is_refused()
    {
        Matrix<double> even = new(Examples, 2), odd = new(Examples, 2), wrong = new(Examples, 1);
        even.AsSpan().Fill(0.5);
        odd.AsSpan().Fill(0.6);
        wrong.AsSpan().Fill(double.NaN);
        Assert.Contains("example 0", Assert.Throws<InvalidInputException>(() => new LabelDistribution(odd)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => new LabelDistribution(wrong));
        odd.AsSpan()[^2..].Clear();
        (odd.Row(0)[0], odd.Row(0)[1]) = (1.5, -0.5);
        Assert.Throws<InvalidInputException>(() => new LabelDistribution(odd));

        Scene counts = new(3), labels = new(0);
        Assert.Contains("none to list", Assert.Throws<InvalidInputException>(() => counts.Run(new LabelDistribution(even))).Message, StringComparison.Ordinal);
        Matrix<double> few = new(1, labels.Drawn.Model.Likelihood.Dimension);
        few.AsSpan().Fill(1.0 / few.Columns);
        Assert.Contains("1 rows", Assert.Throws<InvalidInputException>(() => labels.Run(new LabelDistribution(few))).Message, StringComparison.Ordinal);
        Matrix<double> unlikely = new(Examples, 1), half = new(Examples, 1);
        unlikely.AsSpan().Fill(1);
        half.AsSpan().Fill(0.5);
        Assert.Contains("outcome 0 of example 0", Assert.Throws<InvalidInputException>(() => labels.Run(new LabelDistribution(unlikely, half))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DiagonalAnalysis.Run(labels.Drawn.Model, labels.Drawn, Wanted, TestContext.Current.CancellationToken));
    }

    private static double Dot(double[] left, double[] right) => TensorPrimitives.Dot<double>(left, right);

    private static void AssertClose(double[] expected, ReadOnlySpan<double> found, string what)
    {
        double scale = expected.Max(Math.Abs) + 1e-300;
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - found[i]) <= 1e-9 * scale, $"{what} of parameter {i}: {found[i]}, expected {expected[i]}");
    }

    private static void AssertBetween(DiagonalResult result, DiagonalQuantity lower, DiagonalQuantity value, DiagonalQuantity upper, int seed)
    {
        for (int i = 0; i < result.Layout.Length; i++)
        {
            double low = result[lower].Span[i], here = result[value].Span[i], high = result[upper].Span[i], slack = 1e-9 * (high + 1e-300);
            Assert.True(low <= here + slack && here <= high + slack, $"seed {seed}, {value} of parameter {i}: {low} <= {here} <= {high} fails");
        }
    }

    // Outcomes drawn from the model, with weights of their own; all labels where they can be listed.
    private sealed class Scene
    {
        private readonly LabelDistribution _labels;
        private readonly Matrix<double> _weights;
        private readonly Matrix<double> _outcomes;

        public Scene(int seed)
        {
            Drawn = new DrawnModel(seed, Examples);
            Likelihood likelihood = Drawn.Model.Likelihood;
            RandomSequence random = RandomStream.FromSeed(seed).Split("distribution").From();
            int count = likelihood.LabelCount ?? Outcomes;
            _weights = new Matrix<double>(Examples, count);
            _outcomes = new Matrix<double>(Examples * count, likelihood.OutcomeWidth);
            random.FillUniform(_weights.AsSpan(), 0, 1);
            for (int i = 0; i < Examples; i++)
            {
                TensorPrimitives.Divide(_weights.Row(i), TensorPrimitives.Sum<double>(_weights.Row(i)), _weights.Row(i));
                double[] natural = ExactFisher.Jacobian(Drawn.Model, Drawn.Input(i)).Natural;
                for (int k = 0; k < count; k++)
                {
                    if (likelihood.LabelCount is null) likelihood.Sample(natural, ref random, _outcomes.Row((i * count) + k));
                    else likelihood.Outcome(k, _outcomes.Row((i * count) + k));
                }
            }

            _labels = likelihood.LabelCount is null ? new LabelDistribution(_weights, _outcomes) : new LabelDistribution(_weights);
        }

        public DrawnModel Drawn { get; }

        public DiagonalResult Run(LabelDistribution? labels = null) =>
            DiagonalAnalysis.Run(Drawn.Model, Drawn, Wanted with { LabelDistribution = labels ?? _labels }, TestContext.Current.CancellationToken);

        /// <summary>p(y|x) of the model.</summary>
        public LabelDistribution Own()
        {
            Matrix<double> own = new(Examples, _weights.Columns);
            for (int i = 0; i < Examples; i++)
            {
                double[] natural = ExactFisher.Jacobian(Drawn.Model, Drawn.Input(i)).Natural;
                for (int k = 0; k < own.Columns; k++) own[i, k] = Math.Exp(Drawn.Model.Likelihood.LogDensity(natural, _outcomes.Row((i * own.Columns) + k)));
            }

            return new LabelDistribution(own);
        }

        /// <summary>E_q of a function of the score.</summary>
        public double Expect(int example, double[] natural, Func<double[], double> value)
        {
            double[] mean = new double[natural.Length], score = new double[natural.Length];
            Drawn.Model.Likelihood.Mean(natural, mean);
            double sum = 0;
            for (int k = 0; k < _weights.Columns; k++)
            {
                Drawn.Model.Likelihood.SufficientStatistic(_outcomes.Row((example * _weights.Columns) + k), score);
                TensorPrimitives.Subtract(score, mean, score);
                sum += _weights[example, k] * value(score);
            }

            return sum;
        }
    }
}
