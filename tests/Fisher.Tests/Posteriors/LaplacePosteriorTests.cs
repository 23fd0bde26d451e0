using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Posteriors;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Twin = Neuromanifold.References.LinearAlgebra.Dense;

namespace Neuromanifold.Fisher.Tests.Posteriors;

public sealed class LaplacePosteriorTests
{
    private const double Precision = 0.7;

    public static TheoryData<LaplaceStructure, int> Cases => new MatrixTheoryData<LaplaceStructure, int>(Enum.GetValues<LaplaceStructure>(), [0, 1, 2]);

    private static Problem Draw(long seed) => Problem.Chain(Likelihood.Categorical(3), new Activation(ActivationFunctions.HyperbolicTangent), 4, [5], 300, seed);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_vary_as_the_posterior_covariance_says_entry_by_entry(LaplaceStructure structure, int seed)
    {
        Problem problem = Draw(seed);
        Observations data = new(problem.Model.Likelihood, problem.Inputs, seed);
        LaplacePrediction prediction = Laplace.Fit(problem, data, new LaplaceOptions { Structure = structure, PriorPrecision = Precision }).Predict(data, TestContext.Current.CancellationToken);
        double[,] precision = PrecisionOf(problem, data, structure);
        for (int i = 0; i < data.Count; i += 37)
        {
            (double[][] jacobian, double[] natural) = ExactFisher.Jacobian(problem.Model, data.Inputs[i]);
            Assert.Equal(natural, prediction.Means.Row(i).ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
            double[,] columns = new double[precision.GetLength(0), natural.Length];
            int first = problem.Model.Parameters.Length - precision.GetLength(0);
            for (int p = 0; p < columns.GetLength(0); p++)
            {
                for (int a = 0; a < natural.Length; a++) columns[p, a] = jacobian[a][first + p];
            }

            double[,] covariance = Twin.Multiply(Twin.Transpose(columns), Twin.Solve(precision, columns));
            for (int a = 0; a < natural.Length; a++)
            {
                for (int c = 0; c < natural.Length; c++) Assert.Equal(covariance[a, c], prediction.Covariance(i)[a, c], 1e-9 * covariance[0, 0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_marginal_likelihood_is_that_of_the_normal_integral(LaplaceStructure structure, int seed)
    {
        Problem problem = Draw(seed);
        Observations data = new(problem.Model.Likelihood, problem.Inputs, seed);
        LaplacePosterior<double> posterior = Laplace.Fit(problem, data, new LaplaceOptions { Structure = structure, PriorPrecision = Precision });
        double[,] precision = PrecisionOf(problem, data, structure);
        int size = precision.GetLength(0);
        double[] parameters = problem.Model.Parameters.ToArray()[^size..];
        double expected = -0.5 * Math.Log(Twin.Determinant(precision)) + (0.5 * size * Math.Log(Precision)) - (0.5 * Precision * parameters.Sum(value => value * value));
        for (int i = 0; i < data.Count; i++) expected += problem.Model.Likelihood.LogDensity(ExactFisher.Jacobian(problem.Model, data.Inputs[i]).Natural, data.Outcomes[i]);
        Assert.Equal(expected, posterior.LogMarginalLikelihood, 1e-9 * Math.Abs(expected));
        Assert.Equal(size, posterior.Parameters);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_best_precision_beats_all_others_and_its_slope_is_as_said(LaplaceStructure structure, int seed)
    {
        Problem problem = Draw(seed);
        Observations data = new(problem.Model.Likelihood, problem.Inputs, seed);
        LaplacePosterior<double> best = Laplace.Fit(problem, data, new LaplaceOptions { Structure = structure }).WithBestPrecision();
        for (double logarithm = -5; logarithm <= 5; logarithm += 0.25)
            Assert.True(best.WithPrecision(best.PriorPrecision * Math.Exp(logarithm)).LogMarginalLikelihood <= best.LogMarginalLikelihood + 1e-9);

        int size = best.Parameters;
        double norm = problem.Model.Parameters.ToArray()[^size..].Sum(value => value * value), step = 1e-4;
        LaplacePosterior<double> other = best.WithPrecision(3 * best.PriorPrecision);
        double slope = (best.WithPrecision(other.PriorPrecision * Math.Exp(step)).LogMarginalLikelihood - best.WithPrecision(other.PriorPrecision * Math.Exp(-step)).LogMarginalLikelihood) / (2 * step);
        Assert.Equal(0.5 * (other.EffectiveParameters - (other.PriorPrecision * norm)), slope, 1e-5);
        Assert.InRange(other.EffectiveParameters, 0, size);
    }

    [Fact]
    public void Scales_and_shifts_are_uncertain_too()
    {
        Problem problem = new(
            Likelihood.Categorical(3),
            builder =>
            {
                builder.Add("fc1", new Networks.Layers.Dense(5));
                builder.Add("bn1", new BatchNormalisation());
                builder.Add("act1", new Activation(ActivationFunctions.HyperbolicTangent));
                return builder.Add("fc2", new Networks.Layers.Dense(3));
            },
            4,
            100,
            seed: 3);
        foreach (Networks.Composition.TensorSlot slot in problem.Model.Network.Statistics.Slots) slot.In(problem.Model.Statistics.Span).Fill(1);
        Observations data = new(problem.Model.Likelihood, problem.Inputs, 3);
        LaplacePrediction prediction = Laplace.Fit(problem, data, new LaplaceOptions { Structure = LaplaceStructure.Diagonal, PriorPrecision = Precision }).Predict(data, TestContext.Current.CancellationToken);
        double[,] precision = PrecisionOf(problem, data, LaplaceStructure.Diagonal);
        (double[][] jacobian, _) = ExactFisher.Jacobian(problem.Model, data.Inputs[7]);
        double variance = Enumerable.Range(0, problem.Model.Parameters.Length).Sum(p => jacobian[1][p] * jacobian[1][p] / precision[p, p]);
        Assert.Equal(variance, prediction.Covariance(7)[1, 1], 1e-10 * variance);
    }

    [Fact]
    public void What_no_posterior_can_be_made_of_is_refused()
    {
        Problem problem = Draw(0);
        Observations data = new(problem.Model.Likelihood, problem.Inputs, 0);
        Assert.Throws<InvalidInputException>(() => Laplace.Fit(problem, data, new LaplaceOptions { PriorPrecision = 0 }));
        Assert.Throws<InvalidInputException>(() => Laplace.Fit(problem, data, new LaplaceOptions { PriorPrecision = double.NaN }));
        Assert.Throws<InvalidInputException>(() => Laplace.Fit(problem, data, new LaplaceOptions { Structure = LaplaceStructure.Full, MemoryBytes = 1000 }));
        problem.Model.Parameters.Span.Clear();
        Assert.Throws<NumericalException>(() => Laplace.Fit(problem, data, new LaplaceOptions()).WithBestPrecision());
    }

    // n F + δ I of the structure, in the network's order.
    private static double[,] PrecisionOf(Problem problem, Observations data, LaplaceStructure structure)
    {
        double[,] fisher = structure == LaplaceStructure.Kronecker
            ? Copy(RepresentationEstimator.Estimate(problem.Model, data, RepresentationKind.Kronecker, new EstimationOptions(), TestContext.Current.CancellationToken))
            : ExactFisher.Matrix(problem.Model, data.Inputs);
        int first = structure == LaplaceStructure.LastLayer ? problem.Model.Network.Blocks[^1].First.Offset : 0, size = problem.Model.Parameters.Length - first;
        double[,] precision = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                bool isKept = i == j || structure != LaplaceStructure.Diagonal;
                precision[i, j] = (isKept ? data.Count * fisher[first + i, first + j] : 0) + (i == j ? Precision : 0);
            }
        }

        return precision;
    }

    private static double[,] Copy(FisherMatrix matrix)
    {
        Numerics.Tensors.Matrix<double> dense = matrix.ToDense();
        double[,] copy = new double[dense.Rows, dense.Columns];
        for (int i = 0; i < dense.Rows; i++)
        {
            for (int j = 0; j < dense.Columns; j++) copy[i, j] = dense[i, j];
        }

        return copy;
    }
}
