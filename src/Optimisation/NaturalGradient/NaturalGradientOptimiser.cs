using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.NaturalGradient.Steps;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// A natural gradient: m ← μ m + ν v, θ ← θ − γ m, v = (F̂ + λI)⁻¹(g + ηθ), for any <see cref="Curvature{T}"/> F̂, with a limit ν on
/// the divergence of a step, momentum, weight decay η and adaptation of λ. Sources: [Amari16], §12.1; [MartensGrosse15], §6.
/// </summary>
public abstract class NaturalGradientOptimiser<T> : Optimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The batch for which the limit on divergences is stated.
    private const double ReferenceBatch = 500;

    private readonly NaturalGradientOptions _options;
    private readonly Curvature<T> _curvature;
    private readonly Memory<T> _momentum;
    private readonly Memory<T> _direction;
    private readonly Memory<T> _before;
    private readonly T[] _damping;
    private readonly QuadraticModel<T>? _model;
    private readonly TrustRegionSearch<T>? _trustRegion;
    private readonly GeodesicCorrection<T>? _geodesic;

    /// <summary>Steps along the directions of a curvature.</summary>
    protected NaturalGradientOptimiser(Network network, Curvature<T> curvature, NaturalGradientOptions options)
    {
        _options = options;
        if (options.StepLength == StepLength.Model) _model = new QuadraticModel<T>(curvature.Members);
        if (options.TrustRegion is { } region) _trustRegion = new TrustRegionSearch<T>(region, network.Parameters.Length, curvature.Members);
        if (options.FollowsGeodesics) _geodesic = new GeodesicCorrection<T>(network, curvature.Members);
        if (options.RejectsSteps) _before = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _curvature = curvature;
        _momentum = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _direction = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _damping = [T.CreateTruncating(options.Damping)];
        State = [new("momentum", _momentum), new("damping", _damping), .. curvature.State];
    }

    /// <inheritdoc/>
    public sealed override OptimiserNeeds Needs => _curvature.Needs with
    {
        Tangents = _curvature.Needs.Tangents || _options.Adaptation is not null || _model is not null || _trustRegion is not null,
    };

    /// <inheritdoc/>
    public sealed override IReadOnlyList<OptimiserState<T>> State { get; }

    /// <summary>λ as it is now.</summary>
    public double Damping => double.CreateTruncating(_damping[0]);

    /// <summary>ρ at the last adaptation of λ, the change of the loss over the one foretold; NaN before the first.</summary>
    public double ReductionRatio { get; private set; } = double.NaN;

    /// <summary>Steps not taken: taken back because they did not lower the objective, or outside of every trial of the trust region.</summary>
    public long RejectedSteps { get; private set; }

    /// <summary>Corrections along the geodesic left out because they were too long.</summary>
    public long OmittedCorrections { get; private set; }

    /// <summary>How the last step within a trust region ended; null without one.</summary>
    public TrustRegionOutcome? LastTrustRegion { get; private set; }

    /// <inheritdoc/>
    public override string? Remark => (RejectedSteps, OmittedCorrections) switch
    {
        (0, 0) => null,
        (_, 0) => Rejections,
        (0, _) => Omissions,
        _ => $"{Rejections} {Omissions}",
    };

    private string Rejections => _trustRegion is null
        ? $"Steps taken back because they did not lower the objective on their batch: {RejectedSteps}."
        : $"Steps not taken because the trust region admitted no trial: {RejectedSteps}.";

    private string Omissions => $"Geodesic corrections left out because they were longer than half of their step: {OmittedCorrections}.";

    /// <inheritdoc/>
    /// <exception cref="NumericalException">The direction is not finite; the parameters are as they were.</exception>
    public sealed override void Update(TrainingStep<T> step)
    {
        ICommunicator team = step.Team;
        double damping = Damping + _options.WeightDecay;
        AddWeightDecay(step);
        team.Barrier();
        _curvature.Refresh(step, damping);
        Span<double> sum = [_curvature.Precondition(step, step.Gradient, _direction.Span, damping)];
        team.Sum(sum);

        RequireFinite(step, sum[0]);
        if (_trustRegion is not null)
        {
            TrustRegionOutcome outcome = _trustRegion.Take(step, _direction.Span, _options.WeightDecay);
            if (team.Rank != 0) return;
            LastTrustRegion = outcome;
            if (!outcome.IsAdmitted) RejectedSteps++;
            return;
        }

        Propose(step, sum[0], damping);
        LevenbergMarquardt? adaptation = _options.Adaptation is { } due && step.Index % due.Period == 0 ? due : null;
        if (adaptation is null && !_options.RejectsSteps) Move(step);
        else MoveAndLook(step, adaptation);
    }

    /// <summary>Refuses a damping that is not positive where the curvature is singular without it.</summary>
    protected static void RequireDamping(string name, NaturalGradientOptions options, string reason)
    {
        if (!(options.Damping > 0)) throw new ArgumentException($"The damping of {name} is {options.Damping}; expected more than 0, because {reason}.", nameof(options));
    }

    /// <summary>The error for a layer whose parameters are of no kind that is known.</summary>
    protected static ArgumentException Unknown(ParameterBlock block) =>
        new($"The parameters of layer '{block.Name}' are neither affine nor scale and shift.", nameof(block));

    private void AddWeightDecay(TrainingStep<T> step)
    {
        if (_options.WeightDecay == 0) return;
        (int start, int count) = step.Share;
        Span<T> gradient = step.Gradient.Slice(start, count);
        TensorPrimitives.MultiplyAdd(step.Model.Parameters.Span.Slice(start, count), T.CreateTruncating(_options.WeightDecay), gradient, gradient);
    }

    // The direction of the step, −m, from v.
    private void Propose(TrainingStep<T> step, double product, double damping)
    {
        double limit = _options.DivergenceLimit * Math.Pow(step.TotalExamples / ReferenceBatch, 2), square = step.LearningRate * step.LearningRate;
        if (_model is null)
        {
            double divergence = square * product, scale = divergence > limit ? Math.Sqrt(limit / divergence) : 1;
            Bend(step, product, scale * step.LearningRate, damping);
            Accumulate(step, scale, _options.Momentum);
            return;
        }

        Bend(step, product, step.LearningRate, damping);
        ModelStep best = _model.Minimise(step, _direction.Span, _momentum.Span, product, damping);
        double shorter = square * best.FisherForm > limit ? Math.Sqrt(limit / (square * best.FisherForm)) : 1;
        Accumulate(step, shorter * best.Rate, shorter * best.Momentum);
    }

    private void Bend(TrainingStep<T> step, double product, double rate, double damping)
    {
        if (_geodesic is null) return;
        bool isBent = _geodesic.Bend(step, _curvature, _direction.Span, product, rate, damping);
        if (!isBent && step.Team.Rank == 0) OmittedCorrections++;
        if (_model is not null) step.Team.Barrier();
    }

    private void Accumulate(TrainingStep<T> step, double scale, double kept)
    {
        (int start, int count) = step.Share;
        Span<T> momentum = _momentum.Span.Slice(start, count);
        ReadOnlySpan<T> direction = _direction.Span.Slice(start, count);
        if (kept == 0)
        {
            TensorPrimitives.Multiply(direction, T.CreateTruncating(scale), momentum);
            return;
        }

        TensorPrimitives.Multiply(momentum, T.CreateTruncating(kept), momentum);
        TensorPrimitives.MultiplyAdd(direction, T.CreateTruncating(scale), momentum, momentum);
    }

    private void Move(TrainingStep<T> step)
    {
        (int start, int count) = step.Share;
        Span<T> parameters = step.Model.Parameters.Span.Slice(start, count);
        TensorPrimitives.MultiplyAdd(_momentum.Span.Slice(start, count), T.CreateTruncating(-step.LearningRate), parameters, parameters);
    }

    // Steps by δ = −γ m and compares the change of the objective with the model's, g·δ + ½ δᵀ(F + (λ + η)I)δ.
    private void MoveAndLook(TrainingStep<T> step, LevenbergMarquardt? adaptation)
    {
        step.Team.Barrier();
        (int start, int count) = step.Share;
        ReadOnlySpan<T> m = _momentum.Span.Slice(start, count), theta = step.Model.Parameters.Span.Slice(start, count);
        double rate = step.LearningRate;
        double before = step.MeanLoss();
        Span<double> sums =
        [
            double.CreateTruncating(TensorPrimitives.Dot(m, step.Gradient.Slice(start, count))),
            double.CreateTruncating(TensorPrimitives.Dot(m, m)),
            double.CreateTruncating(TensorPrimitives.Dot(m, theta)),
            adaptation is null ? 0 : step.FisherForm(_momentum.Span),
        ];
        step.Team.Sum(sums);
        double foretold = (-rate * sums[0]) + (0.5 * rate * rate * ((sums[3] / step.TotalExamples) + ((Damping + _options.WeightDecay) * sums[1])));
        double decayChange = _options.WeightDecay * ((-rate * sums[2]) + (0.5 * rate * rate * sums[1]));

        if (_options.RejectsSteps) theta.CopyTo(_before.Span[start..]);
        Move(step);
        step.Team.Barrier();
        double actual = step.EvaluateLoss() - before + decayChange;
        bool isRejected = _options.RejectsSteps && !(actual < 0);
        if (isRejected) TakeBack(step);
        if (step.Team.Rank != 0) return;
        if (isRejected) RejectedSteps++;
        if (adaptation is null) return;
        ReductionRatio = actual / foretold;
        _damping[0] = T.CreateTruncating(adaptation.Adapt(Damping, actual, foretold));
    }

    private void TakeBack(TrainingStep<T> step)
    {
        (int start, int count) = step.Share;
        _before.Span.Slice(start, count).CopyTo(step.Model.Parameters.Span[start..]);
        _momentum.Span.Slice(start, count).Clear();
    }

    private void RequireFinite(TrainingStep<T> step, double product)
    {
        if (double.IsFinite(product)) return;
        throw new NumericalException(FormattableString.Invariant(
            $"The direction of step {step.Index + 1} is not finite: its product with the gradient is {product}, at a damping of {Damping:g3}. The parameters are as they were. Lower the learning rate or raise the damping."));
    }
}
