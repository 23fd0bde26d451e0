using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.Exact;

/// <summary>
/// The exact Fisher information of the step's batch, known by its products alone: (F + λI) v = g by conjugate gradients from zero,
/// preconditioned by another curvature. Sources: [HestenesStiefel52], §3; [Martens20], §8.
/// </summary>
internal sealed class ConjugateGradientCurvature<T> : Curvature<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExactOptions _options;
    private readonly Curvature<T>? _preconditioner;
    private readonly Memory<T>[] _products;
    private readonly Memory<T> _residual;
    private readonly Memory<T> _conditioned;
    private readonly Memory<T> _conjugate;

    /// <summary>Solves for a network and a team of <paramref name="members"/>; without a preconditioner where that is null.</summary>
    public ConjugateGradientCurvature(Network network, ExactOptions options, int members, Curvature<T>? preconditioner)
    {
        _options = options;
        _preconditioner = preconditioner;
        _products = [.. Enumerable.Range(0, members).Select(_ => AlignedMemory.Allocate<T>(network.Parameters.Length))];
        _residual = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _conjugate = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _conditioned = preconditioner is null ? _residual : AlignedMemory.Allocate<T>(network.Parameters.Length);
    }

    public override int Members => _products.Length;

    public override OptimiserNeeds Needs => (_preconditioner?.Needs ?? OptimiserNeeds.GradientOnly) with { Tangents = true };

    public override IReadOnlyList<OptimiserState<T>> State => _preconditioner?.State ?? [];

    /// <summary>How the last solve ended.</summary>
    public ConjugateGradientResult LastSolve { get; private set; }

    public override void Refresh(TrainingStep<T> step, double damping) => _preconditioner?.Refresh(step, damping);

    public override double Precondition(TrainingStep<T> step, ReadOnlySpan<T> gradient, Span<T> direction, double damping)
    {
        (int start, int count) = step.Share;
        Span<T> x = direction.Slice(start, count), r = _residual.Span.Slice(start, count), p = _conjugate.Span.Slice(start, count);
        x.Clear();
        gradient.Slice(start, count).CopyTo(r);
        (double rz, double square) = Condition(step, damping);
        double target = _options.Tolerance * _options.Tolerance * square, begin = square;
        _conditioned.Span.Slice(start, count).CopyTo(p);
        int products = 0;
        Span<double> bend = [0];
        for (; products < _options.MostProducts && square > target && rz > 0; products++)
        {
            Span<T> product = Multiply(step, damping);
            bend[0] = double.CreateTruncating(TensorPrimitives.Dot(p, product));
            step.Team.Sum(bend);
            if (!(bend[0] > 0)) break;
            T length = T.CreateTruncating(rz / bend[0]);
            TensorPrimitives.MultiplyAdd(p, length, x, x);
            TensorPrimitives.MultiplyAdd(product, -length, r, r);
            (double next, square) = Condition(step, damping);
            TensorPrimitives.MultiplyAdd(p, T.CreateTruncating(next / rz), _conditioned.Span.Slice(start, count), p);
            rz = next;
        }

        if (step.Team.Rank == 0) LastSolve = new ConjugateGradientResult(products, begin > 0 ? Math.Sqrt(square / begin) : 0, square <= target);
        return double.CreateTruncating(TensorPrimitives.Dot(x, gradient.Slice(start, count)));
    }

    // z = M⁻¹ r; returns r·z and r·r.
    private (double Product, double Square) Condition(TrainingStep<T> step, double damping)
    {
        (int start, int count) = step.Share;
        ReadOnlySpan<T> r = _residual.Span.Slice(start, count);
        double square = double.CreateTruncating(TensorPrimitives.Dot(r, r)), product = square;
        if (_preconditioner is not null)
        {
            step.Team.Barrier();
            product = _preconditioner.Precondition(step, _residual.Span, _conditioned.Span, damping);
        }

        Span<double> sums = [product, square];
        step.Team.Sum(sums);
        return (sums[0], sums[1]);
    }

    // A member's share of (F + λI) p.
    private Span<T> Multiply(TrainingStep<T> step, double damping)
    {
        (int start, int count) = step.Share;
        step.Team.Barrier();
        step.MultiplyFisher(_conjugate.Span, _products[step.Team.Rank].Span);
        step.Team.Barrier();
        Span<T> total = _products[0].Span.Slice(start, count);
        for (int other = 1; other < _products.Length; other++) TensorPrimitives.Add(total, _products[other].Span.Slice(start, count), total);
        TensorPrimitives.MultiplyAdd(_conjugate.Span.Slice(start, count), T.CreateTruncating(damping), total, total);
        return total;
    }
}
