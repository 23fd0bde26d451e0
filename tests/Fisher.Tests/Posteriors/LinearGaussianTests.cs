using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Posteriors;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Twin = Neuromanifold.References.LinearAlgebra.Dense;

namespace Neuromanifold.Fisher.Tests.Posteriors;

/// <summary>Where the posterior is normal, Laplace's approximation is none: it must give the known posterior and evidence.</summary>
public sealed class LinearGaussianTests
{
    private const int Width = 3, Outputs = 2, Examples = 150;

    [Theory]
    [InlineData(LaplaceStructure.Full)]
    [InlineData(LaplaceStructure.LastLayer)]
    [InlineData(LaplaceStructure.Kronecker)]
    public void Posterior_and_evidence_are_those_of_linear_regression(LaplaceStructure structure)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            double precision = Math.Exp(seed - 2);
            Problem problem = Problem.Chain(Likelihood.Normal(Outputs), new Activation(ActivationFunctions.Identity), Width, [], Examples, seed);
            Observations data = new(problem.Model.Likelihood, problem.Inputs, seed);
            double[,] design = new double[Examples, Width + 1], targets = new double[Examples, Outputs];
            for (int i = 0; i < Examples; i++)
            {
                for (int k = 0; k < Width; k++) design[i, k] = data.Inputs[i][k];
                design[i, Width] = 1;
                for (int a = 0; a < Outputs; a++) targets[i, a] = data.Outcomes[i][a];
            }

            double[,] information = Plus(Twin.Multiply(Twin.Transpose(design), design), precision);
            double[,] mode = Twin.Solve(information, Twin.Multiply(Twin.Transpose(design), targets));
            for (int a = 0; a < Outputs; a++)
            {
                for (int k = 0; k < Width; k++) problem.Model.Parameters.Span[(a * Width) + k] = mode[k, a];
                problem.Model.Parameters.Span[(Outputs * Width) + a] = mode[Width, a];
            }

            LaplacePosterior<double> posterior = Laplace.Fit(problem, data, new LaplaceOptions { Structure = structure, PriorPrecision = precision });
            Assert.Equal(Evidence(design, targets, precision), posterior.LogMarginalLikelihood, 1e-8 * Examples);

            LaplacePrediction prediction = posterior.Predict(data, TestContext.Current.CancellationToken);
            double[,] spread = Twin.Multiply(design, Twin.Solve(information, Twin.Transpose(design)));
            for (int i = 0; i < Examples; i++)
            {
                for (int a = 0; a < Outputs; a++)
                {
                    for (int c = 0; c < Outputs; c++) Assert.Equal(a == c ? spread[i, i] : 0, prediction.Covariance(i)[a, c], 1e-10);
                }
            }
        }
    }

    // ln N(y; 0, I + X̃X̃ᵀ/δ), output by output.
    private static double Evidence(double[,] design, double[,] targets, double precision)
    {
        double[,] covariance = Twin.Multiply(design, Twin.Transpose(design));
        for (int i = 0; i < Examples; i++)
        {
            for (int j = 0; j < Examples; j++) covariance[i, j] = (covariance[i, j] / precision) + (i == j ? 1 : 0);
        }

        double[,] form = Twin.Multiply(Twin.Transpose(targets), Twin.Solve(covariance, targets));
        double sum = -0.5 * Outputs * ((Examples * Math.Log(2 * Math.PI)) + Math.Log(Twin.Determinant(covariance)));
        for (int a = 0; a < Outputs; a++) sum -= 0.5 * form[a, a];
        return sum;
    }

    private static double[,] Plus(double[,] matrix, double diagonal)
    {
        for (int i = 0; i < matrix.GetLength(0); i++) matrix[i, i] += diagonal;
        return matrix;
    }
}
