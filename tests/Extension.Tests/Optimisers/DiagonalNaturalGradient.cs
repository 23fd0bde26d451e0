using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Extension.Tests.Optimisers;

/// <summary>
/// A natural gradient of somebody else: θ ← θ − γ g/(d + λ), d the diagonal of the Fisher information over the batch, from
/// what affine blocks see and what comes back to them by labels in exact expectation.
/// </summary>
public sealed class DiagonalNaturalGradient<T>(Network network, double damping) : Optimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _diagonal = new T[network.Parameters.Length];

    public override string Name => "diagonal-natural-gradient";

    public override OptimiserNeeds Needs => new() { Blocks = true, Cotangents = network.OutputWidth };

    public override IReadOnlyList<OptimiserState<T>> State => [new("diagonal", _diagonal)];

    public override void Update(TrainingStep<T> step)
    {
        Workspace<T> workspace = step.Workspace;
        workspace.Cotangents = network.OutputWidth;
        step.Likelihood.RootCotangents(workspace.Output, workspace.OutputCotangent);
        network.Backward(workspace, step.Model.Parameters.Span, step.Model.Statistics.Span, []);
        T[] sums = new T[network.Parameters.Length];
        foreach (ParameterBlock block in network.Blocks) AddSquares(block, workspace.BlockInputs(block), workspace.BlockCotangents(block), sums);
        step.Team.Sum<T>(sums);
        if (step.Team.Rank == 0) sums.CopyTo(_diagonal, 0);

        (int start, int count) = step.Share;
        T examples = T.CreateTruncating(step.TotalExamples), rate = T.CreateTruncating(step.LearningRate), λ = T.CreateTruncating(damping);
        Span<T> parameters = step.Model.Parameters.Span, gradient = step.Gradient;
        for (int i = start; i < start + count; i++) parameters[i] -= rate * gradient[i] / ((sums[i] / examples) + λ);
    }

    private static void AddSquares(ParameterBlock block, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, T[] sums)
    {
        for (int row = 0; row < cotangents.Rows; row++)
        {
            ReadOnlySpan<T> x = inputs.Row(row % inputs.Rows), δ = cotangents.Row(row);
            for (int j = 0; j < δ.Length; j++)
            {
                for (int k = 0; k < x.Length; k++) sums[block.First.Offset + (j * x.Length) + k] += δ[j] * δ[j] * x[k] * x[k];
                if (block.Second is { } bias) sums[bias.Offset + j] += δ[j] * δ[j];
            }
        }
    }
}
