using System.Numerics.Tensors;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Tests.Variances;

/// <summary>The faces of one matrix: E[∂ℓ ∂ℓᵀ], −E[∂²ℓ], Jᵀ Cov J and the Gauss–Newton matrix of the loss. Sources: [SoenSun24], §2; [Martens20].</summary>
public sealed class InformationIdentityTests
{
    private const int Models = 24, Looks = 3;

    [Fact]
    public void The_Gauss_Newton_matrix_is_the_mean_over_labels_of_squared_scores()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            Scene scene = new(seed);
            for (int look = 0; look < Looks; look++)
            {
                double[] vector = scene.Vector(), product = new double[vector.Length];
                scene.Products.MultiplyFisher(vector, product);
                double[] projected = [.. scene.Jacobian.Select(row => TensorPrimitives.Dot<double>(row, vector))];
                foreach (int i in scene.Places())
                {
                    double[] slope = [.. scene.Jacobian.Select(row => row[i])];
                    double expected = scene.Labels.Of(score => TensorPrimitives.Dot<double>(score, slope) * TensorPrimitives.Dot<double>(score, projected));
                    AssertClose(expected, product[i], 1e-8, $"seed {seed}, parameter {i}");
                }
            }
        }
    }

    [Fact]
    public void The_mean_over_labels_of_Hessians_of_the_loss_is_the_Fisher_information()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            Scene scene = new(seed);
            double[] vector = scene.Vector(), fisher = new double[vector.Length], hessian = new double[vector.Length], mean = new double[vector.Length];
            scene.Products.MultiplyFisher(vector, fisher);
            foreach ((double weight, double[] score) in scene.Labels.Outcomes)
            {
                TensorPrimitives.Negate<double>(score, scene.Products.OutputCotangent.Row(0));
                scene.Products.Backward();
                scene.Products.MultiplyLossHessian(vector, hessian);
                TensorPrimitives.MultiplyAdd<double>(hessian, weight, mean, mean);
            }

            for (int i = 0; i < mean.Length; i++) AssertClose(fisher[i], mean[i], 1e-8, $"seed {seed}, parameter {i}");
        }
    }

    private static void AssertClose(double expected, double found, double tolerance, string where) =>
        Assert.True(Math.Abs(expected - found) <= tolerance * (1 + Math.Abs(expected)), $"{where}: {found}, expected {expected}");

    private sealed class Scene
    {
        private RandomSequence _random;

        public Scene(int seed)
        {
            DrawnModel drawn = new(seed, 1);
            _random = RandomStream.FromSeed(seed).Split("vectors").From();
            (Jacobian, double[] natural) = ExactFisher.Jacobian(drawn.Model, drawn.Input(0));
            Labels = new LabelExpectation(drawn.Model.Likelihood, natural);
            Products = new CurvatureProducts<double>(drawn.Model, 1);
            drawn.Input(0).CopyTo(Products.Input.Row(0));
            Products.Forward();
        }

        public double[][] Jacobian { get; }

        public LabelExpectation Labels { get; }

        public CurvatureProducts<double> Products { get; }

        public double[] Vector()
        {
            double[] vector = new double[Jacobian[0].Length];
            _random.FillNormal<double>(vector);
            return vector;
        }

        public int[] Places()
        {
            int[] places = new int[10];
            foreach (ref int place in places.AsSpan()) place = _random.NextInteger(Jacobian[0].Length);
            return places;
        }
    }
}
