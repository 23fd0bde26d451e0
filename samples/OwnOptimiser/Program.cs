using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Optimisation.Training;

// Writes an optimiser of one's own against the public surface, and trains by it.
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.FirstOrder;

const int Batch = 100, Steps = 600;

Dataset digits = DatasetLoader.Load(DataSpecification.Parse("digits"));
Network network = new MultilayerPerceptron([784, 80, 10]).Build(digits.Training.InputShape);
RandomStream randomness = RandomStream.FromSeed(0);
Model<float> model = Model<float>.Initialise(network, Likelihood.Categorical(10), WeightInitialisation.He, randomness.Split("weights"));

using ThreadTeam team = new(Environment.ProcessorCount);
SignDescent optimiser = new(network.Parameters.Length);
DataParallelSteps<float> steps = new(model, optimiser, team, Batch);
int[] order = new int[digits.Training.Count];
randomness.Split("shuffle").From().FillPermutation(order);
for (int step = 0; step < Steps; step++)
{
    double rate = 1e-3 * (1 - ((double)step / Steps));
    BatchLoss loss = steps.Take(digits.Training, order.AsMemory(step * Batch, Batch), step, rate, randomness.Split(step));
    if (step % 100 == 0) Console.WriteLine($"step {step}: loss {loss.NegativeLogLikelihood / Batch:f3}");
}

EvaluationResult result = new Evaluation<float>(model, team).Measure(digits.Test);
Console.WriteLine($"test accuracy {result.Accuracy:p1}");

/// <summary>m ← 0.9 m + 0.1 g, θ ← θ − γ sign m: every parameter moves as far, only the direction is learned from the gradient.</summary>
internal sealed class SignDescent(int parameters) : ElementwiseOptimiser<float>(parameters, "mean")
{
    public override string Name => "sign";

    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, int start, double learningRate, long count)
    {
        Span<float> mean = Memory(0, start, parameters.Length);
        for (int i = 0; i < parameters.Length; i++)
        {
            mean[i] = (0.9f * mean[i]) + (0.1f * gradient[i]);
            parameters[i] -= (float)learningRate * Math.Sign(mean[i]);
        }
    }
}
