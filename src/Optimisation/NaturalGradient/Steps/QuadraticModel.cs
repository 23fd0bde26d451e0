using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.Steps;

/// <summary>
/// The model g·δ + ½ δᵀ(F + λI)δ in the plane of a direction and the last step, F the exact Fisher information of the batch: two
/// tangents pushed forward, three forms, two equations. Source: [MartensGrosse15], §7.
/// </summary>
internal sealed class QuadraticModel<T>(int members)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Below this share of their product's, the determinant of two forms is rounding.
    private const double Degenerate = 1e-6;

    private readonly MemberRows<T>[] _tangents = MemberRows<T>.Of(members);

    /// <summary>Minimises it; a collective call, the direction complete.</summary>
    /// <param name="step">The step.</param>
    /// <param name="direction">v.</param>
    /// <param name="momentum">m.</param>
    /// <param name="product">v·g.</param>
    /// <param name="damping">λ and the weight decay.</param>
    public ModelStep Minimise(TrainingStep<T> step, ReadOnlySpan<T> direction, ReadOnlySpan<T> momentum, double product, double damping)
    {
        (int start, int count) = step.Share;
        ReadOnlySpan<T> v = direction.Slice(start, count), m = momentum.Slice(start, count);
        step.PushForward(direction);
        ReadOnlyMatrixView<T> tangents = _tangents[step.Team.Rank].Keep(step.Workspace.OutputTangent, step.Workspace.Capacity);
        step.PushForward(momentum);
        Span<double> sums =
        [
            step.Likelihood.FisherForm(step.Workspace.Output, tangents) / step.TotalExamples,
            step.Likelihood.FisherForm(step.Workspace.Output, tangents, step.Workspace.OutputTangent) / step.TotalExamples,
            step.Likelihood.FisherForm(step.Workspace.Output, step.Workspace.OutputTangent) / step.TotalExamples,
            double.CreateTruncating(TensorPrimitives.Dot(v, v)),
            double.CreateTruncating(TensorPrimitives.Dot(v, m)),
            double.CreateTruncating(TensorPrimitives.Dot(m, m)),
            double.CreateTruncating(TensorPrimitives.Dot(m, step.Gradient.Slice(start, count))),
        ];
        step.Team.Sum(sums);
        double first = sums[0] + (damping * sums[3]), mixed = sums[1] + (damping * sums[4]), second = sums[2] + (damping * sums[5]);
        double determinant = (first * second) - (mixed * mixed);
        if (!(first > 0)) return default;
        if (!(determinant > Degenerate * first * second))
        {
            double alone = product / first;
            return new ModelStep(alone, 0, alone * alone * sums[0]);
        }

        double rate = ((second * product) - (mixed * sums[6])) / determinant, kept = ((first * sums[6]) - (mixed * product)) / determinant;
        return new ModelStep(rate, kept, (rate * rate * sums[0]) + (2 * rate * kept * sums[1]) + (kept * kept * sums[2]));
    }
}
