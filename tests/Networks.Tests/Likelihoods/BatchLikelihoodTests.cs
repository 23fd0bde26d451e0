using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Likelihoods;

public sealed class BatchLikelihoodTests
{
    public static TheoryData<string> Families => ["categorical", "normal", "bernoulli", "poisson"];

    [Theory]
    [MemberData(nameof(Families))]
    public void The_loss_is_minus_the_log_density_and_its_gradient_that_of_differences(string name)
    {
        (Likelihood likelihood, Matrix<double> outputs, Matrix<double> outcomes) = Draw(name, examples: 6, seed: 1);
        BatchLikelihood<double> head = new(likelihood);
        Matrix<double> gradient = new(outputs.Rows, outputs.Columns);
        BatchLoss loss = head.Evaluate(outputs, outcomes, 0.25, gradient);
        double expected = Enumerable.Range(0, outputs.Rows).Sum(i => -likelihood.LogDensity(outputs.Row(i), outcomes.Row(i)));
        Assert.Equal(expected, loss.NegativeLogLikelihood, 1e-10);
        Assert.Equal(loss, head.Evaluate(outputs, outcomes));
        for (int i = 0; i < outputs.AsSpan().Length; i++)
        {
            double At(double distance)
            {
                Matrix<double> moved = new(outputs.Rows, outputs.Columns, outputs.AsSpan().ToArray());
                moved.AsSpan()[i] += distance;
                return head.Evaluate(moved, outcomes).NegativeLogLikelihood;
            }

            Assert.Equal(0.25 * (At(1e-5) - At(-1e-5)) / 2e-5, gradient.AsSpan()[i], 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Columns_of_the_root_add_up_to_the_covariance(string name)
    {
        (Likelihood likelihood, Matrix<double> outputs, _) = Draw(name, examples: 5, seed: 2);
        int dimension = likelihood.Dimension;
        Matrix<double> cotangents = new(outputs.Rows * dimension, dimension), covariance = new(dimension, dimension);
        new BatchLikelihood<double>(likelihood).RootCotangents(outputs, cotangents);
        for (int i = 0; i < outputs.Rows; i++)
        {
            likelihood.Covariance(outputs.Row(i), covariance);
            for (int a = 0; a < dimension; a++)
            {
                for (int b = 0; b < dimension; b++)
                {
                    double sum = Enumerable.Range(0, dimension).Sum(k => cotangents[(k * outputs.Rows) + i, a] * cotangents[(k * outputs.Rows) + i, b]);
                    Assert.Equal(covariance[a, b], sum, 1e-12);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Sampled_scores_have_the_covariance_as_mean_square(string name)
    {
        const int Draws = 4000;
        (Likelihood likelihood, Matrix<double> outputs, _) = Draw(name, examples: 1, seed: 3);
        BatchLikelihood<double> head = new(likelihood);
        Matrix<double> cotangent = new(1, likelihood.Dimension);
        double[] direction = [.. Enumerable.Range(0, likelihood.Dimension).Select(a => 1.0 + a)];
        double[] squares = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            head.SampleCotangents(outputs, RandomStream.FromSeed(9), draw, cotangent);
            squares[draw] = Math.Pow(direction.Select((d, a) => d * cotangent[0, a]).Sum(), 2);
        }

        // A z-test of E[(u·score)²] = uᵀ Cov u, its variance in closed form, at a false-alarm rate of 1e-9.
        double mean = likelihood.Covariance(outputs.Row(0), direction, direction), variance = likelihood.ProductVariance(outputs.Row(0), direction, direction);
        Assert.InRange((squares.Average() - mean) / Math.Sqrt(variance / Draws), -6.1, 6.1);

        Matrix<double> tangents = new(1, likelihood.Dimension, direction);
        Assert.Equal(mean, head.FisherForm(outputs, tangents), 1e-12);
    }

    /// <summary>Forms and products by the whole covariance, and the divergence by its second-order part, KL(θ ‖ θ + εu) = ½ε² u·Cov u + O(ε³).</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Tangents_meet_the_covariance_and_near_outputs_diverge_by_half_their_form(string name)
    {
        (Likelihood likelihood, Matrix<double> outputs, _) = Draw(name, examples: 5, seed: 6);
        BatchLikelihood<double> head = new(likelihood);
        int dimension = likelihood.Dimension;
        Matrix<double> tangents = new(5, dimension), others = new(5, dimension), products = new(5, dimension), near = new(5, dimension), covariance = new(dimension, dimension);
        RandomSequence random = RandomStream.FromSeed(7).From();
        random.FillNormal(tangents.AsSpan());
        random.FillNormal(others.AsSpan());
        head.FisherCotangents(outputs, tangents, 0.5, products);
        double form = 0;
        for (int i = 0; i < 5; i++)
        {
            likelihood.Covariance(outputs.Row(i), covariance);
            for (int a = 0; a < dimension; a++)
            {
                double product = Enumerable.Range(0, dimension).Sum(b => covariance[a, b] * tangents[i, b]);
                Assert.Equal(0.5 * product, products[i, a], 1e-12);
                form += others[i, a] * product;
            }
        }

        Assert.Equal(form, head.FisherForm(outputs, tangents, others), 1e-11);
        const double ε = 1e-4;
        for (int i = 0; i < near.AsSpan().Length; i++) near.AsSpan()[i] = outputs.AsSpan()[i] + (ε * tangents.AsSpan()[i]);
        double expected = 0.5 * head.FisherForm(outputs, tangents);
        Assert.InRange(head.Divergence(outputs, near) / (ε * ε) / expected, 0.999, 1.001);
        Assert.Throws<ArgumentException>(() => head.Divergence(outputs, new Matrix<double>(4, dimension)));
    }

    [Fact]
    public void Right_labels_are_counted()
    {
        BatchLikelihood<float> head = new(Likelihood.Categorical(3));
        Matrix<float> outputs = new(3, 3, [1, 2, 0, 5, 1, 1, 0, 0, 3]), labels = new(3, 1, [1, 2, 2]);
        Assert.Equal(2, head.Evaluate(outputs, labels).Correct);
    }

    [Fact]
    public void A_batch_costs_no_memory()
    {
        (Likelihood likelihood, Matrix<double> outputs, Matrix<double> outcomes) = Draw("categorical", examples: 50, seed: 5);
        BatchLikelihood<double> head = new(likelihood);
        Matrix<double> cotangents = new(outputs.Rows, outputs.Columns);
        for (int i = 0; i < 100; i++) head.Evaluate(outputs, outcomes, 1, cotangents);
        long before = GC.GetAllocatedBytesForCurrentThread();
        head.Evaluate(outputs, outcomes, 1, cotangents);
        head.SampleCotangents(outputs, RandomStream.FromSeed(1), 0, cotangents);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (Likelihood Family, Matrix<double> Outputs, Matrix<double> Outcomes) Draw(string name, int examples, int seed)
    {
        Likelihood likelihood = name switch
        {
            "categorical" => Likelihood.Categorical(4),
            "normal" => Likelihood.Normal(3, 1.7),
            "bernoulli" => Likelihood.Bernoulli(3),
            _ => Likelihood.Poisson(3),
        };
        RandomSequence random = RandomStream.FromSeed(seed).Split(name).From();
        Matrix<double> outputs = new(examples, likelihood.Dimension), outcomes = new(examples, likelihood.OutcomeWidth);
        random.FillNormal(outputs.AsSpan());
        for (int i = 0; i < examples; i++) likelihood.Sample(outputs.Row(i), ref random, outcomes.Row(i));
        return (likelihood, outputs, outcomes);
    }
}
