using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.Steps;

/// <summary>
/// Bends a direction v to v + ½γF⁻¹Γ(v, v), so that −γ times it is the second-order step along the geodesic. With h the natural
/// parameters and η the means of the outputs, Γ(v, v) = Jᵀ ½(Cov ḧ + η̈), dots being derivatives along v, taken by central
/// differences. Sources: [TranstrumSethna12], §II; [Song18], §4.
/// </summary>
/// <remarks>
/// Levi-Civita in the coordinates h is Γ = ½∇³F, and η̈ = Cov ḧ + ∇³F(ḣ, ḣ). A correction of more than half the direction's length is
/// beyond second order and left out.
/// </remarks>
internal sealed class GeodesicCorrection<T>(Network network, int members)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double LongestShare = 0.5;

    private readonly MemberRows<T>[] _middle = MemberRows<T>.Of(members), _ahead = MemberRows<T>.Of(members), _behind = MemberRows<T>.Of(members);
    private readonly Memory<T>[] _products = [.. Enumerable.Range(0, members).Select(_ => AlignedMemory.Allocate<T>(network.Parameters.Length))];
    private readonly double[][] _scratch = [.. Enumerable.Range(0, members).Select(_ => new double[7 * network.OutputWidth])];
    private readonly Memory<T> _before = AlignedMemory.Allocate<T>(network.Parameters.Length);
    private readonly Memory<T> _correction = AlignedMemory.Allocate<T>(network.Parameters.Length);

    // The fourth root of ε balances rounding, ε/h², with truncation, h².
    private static double Difference { get; } = Math.Pow(double.CreateTruncating(T.BitIncrement(T.One) - T.One), 0.25);

    /// <summary>Bends a direction, complete before and, but for a barrier, after; a collective call. False where the correction is too long.</summary>
    /// <param name="step">The step; its activations end as they began.</param>
    /// <param name="curvature">F.</param>
    /// <param name="direction">v.</param>
    /// <param name="product">v·g.</param>
    /// <param name="rate">γ, and all else that v is multiplied with.</param>
    /// <param name="damping">λ and the weight decay.</param>
    public bool Bend(TrainingStep<T> step, Curvature<T> curvature, Span<T> direction, double product, double rate, double damping)
    {
        if (!(product > 0)) return true;
        int rank = step.Team.Rank;
        (int start, int count) = step.Share;
        double difference = Difference / Math.Sqrt(product);
        Span<T> v = direction.Slice(start, count);
        step.Model.Parameters.Span.Slice(start, count).CopyTo(_before.Span[start..]);
        _middle[rank].Keep(step.Workspace.Output, step.Workspace.Capacity);
        Look(step, v, difference, _ahead[rank]);
        Look(step, v, -difference, _behind[rank]);
        Look(step, v, 0, null);

        Workspace<T> workspace = step.Workspace;
        workspace.Cotangents = 1;
        for (int i = 0; i < workspace.Examples; i++) Cotangent(step, i, difference, workspace.OutputCotangent.Row(i));
        step.Model.Network.Backward(workspace, step.Model.Parameters.Span, step.Model.Statistics.Span, _products[rank].Span);
        step.Team.Barrier();
        Span<T> total = _products[0].Span;
        for (int other = 1; other < _products.Length; other++) TensorPrimitives.Add(total.Slice(start, count), _products[other].Span.Slice(start, count), total.Slice(start, count));
        step.Team.Barrier();
        Span<double> sum = [curvature.Precondition(step, total, _correction.Span, damping)];
        step.Team.Sum(sum);
        if (!(0.5 * rate * Math.Sqrt(Math.Max(0, sum[0]) / product) <= LongestShare)) return false;
        TensorPrimitives.MultiplyAdd(_correction.Span.Slice(start, count), T.CreateTruncating(0.5 * rate), v, v);
        return true;
    }

    private void Look(TrainingStep<T> step, ReadOnlySpan<T> v, double distance, MemberRows<T>? outputs)
    {
        (int start, int count) = step.Share;
        Span<T> parameters = step.Model.Parameters.Span.Slice(start, count), before = _before.Span.Slice(start, count);
        if (distance == 0) before.CopyTo(parameters);
        else TensorPrimitives.MultiplyAdd(v, T.CreateTruncating(distance), before, parameters);
        step.Team.Barrier();
        step.EvaluateLoss();
        outputs?.Keep(step.Workspace.Output, step.Workspace.Capacity);
    }

    // ½(Cov ḧ + η̈) of one example, over the size of the batch.
    private void Cotangent(TrainingStep<T> step, int example, double difference, Span<T> destination)
    {
        Likelihood likelihood = step.Model.Likelihood;
        int rank = step.Team.Rank, width = likelihood.Dimension;
        Span<double> scratch = _scratch[rank];
        Span<double> h = scratch[..width], ahead = scratch.Slice(width, width), behind = scratch.Slice(2 * width, width);
        Span<double> mean = scratch.Slice(3 * width, width), meanAhead = scratch.Slice(4 * width, width), meanBehind = scratch.Slice(5 * width, width);
        Span<double> bent = scratch.Slice(6 * width, width);
        TensorPrimitives.ConvertTruncating<T, double>(_middle[rank].View.Row(example), h);
        TensorPrimitives.ConvertTruncating<T, double>(_ahead[rank].View.Row(example), ahead);
        TensorPrimitives.ConvertTruncating<T, double>(_behind[rank].View.Row(example), behind);
        likelihood.Mean(h, mean);
        likelihood.Mean(ahead, meanAhead);
        likelihood.Mean(behind, meanBehind);
        for (int a = 0; a < width; a++) bent[a] = (ahead[a] - h[a]) - (h[a] - behind[a]);
        likelihood.MultiplyCovariance(h, bent, ahead);
        double scale = 0.5 / (difference * difference * step.TotalExamples);
        for (int a = 0; a < width; a++) destination[a] = T.CreateTruncating(scale * (ahead[a] + (meanAhead[a] - mean[a]) - (mean[a] - meanBehind[a])));
    }
}
