using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.Steps;

/// <summary>Takes the longest step along a direction that a <see cref="TrustRegion"/> admits, or none.</summary>
internal sealed class TrustRegionSearch<T>(TrustRegion region, int length, int members)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MemberRows<T>[] _outputs = MemberRows<T>.Of(members);
    private readonly Memory<T> _before = AlignedMemory.Allocate<T>(length);

    /// <summary>Searches; a collective call, the direction complete. The learning rate scales the first trial.</summary>
    public TrustRegionOutcome Take(TrainingStep<T> step, ReadOnlySpan<T> direction, double weightDecay)
    {
        (int start, int count) = step.Share;
        ReadOnlySpan<T> v = direction.Slice(start, count);
        Span<T> parameters = step.Model.Parameters.Span.Slice(start, count), before = _before.Span.Slice(start, count);
        parameters.CopyTo(before);
        double loss = step.MeanLoss();
        ReadOnlyMatrixView<T> outputs = _outputs[step.Team.Rank].Keep(step.Workspace.Output, step.Workspace.Capacity);
        Span<double> sums =
        [
            step.FisherForm(direction) / step.TotalExamples,
            double.CreateTruncating(TensorPrimitives.Dot(v, v)),
            double.CreateTruncating(TensorPrimitives.Dot(v, before)),
        ];
        step.Team.Sum(sums);
        if (!(sums[0] > 0)) return default;

        double reach = step.LearningRate * Math.Sqrt(2 * region.Radius / sums[0]), divergence = 0, change = 0;
        Span<double> divergences = [0];
        for (int trial = 1; trial <= region.Trials; trial++, reach *= region.Shrinkage)
        {
            TensorPrimitives.MultiplyAdd(v, T.CreateTruncating(-reach), before, parameters);
            step.Team.Barrier();
            change = step.EvaluateLoss() - loss + (weightDecay * ((-reach * sums[2]) + (0.5 * reach * reach * sums[1])));
            divergences[0] = step.Likelihood.Divergence(outputs, step.Workspace.Output) / step.TotalExamples;
            step.Team.Sum(divergences);
            divergence = divergences[0];
            if (divergence <= region.Radius && change < 0) return new TrustRegionOutcome(IsAdmitted: true, trial, divergence, change);
        }

        before.CopyTo(parameters);
        return new TrustRegionOutcome(IsAdmitted: false, region.Trials, divergence, change);
    }
}
