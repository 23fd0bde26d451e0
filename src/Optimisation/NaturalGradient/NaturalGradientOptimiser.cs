using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Damping;
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
    private readonly T[] _damping;

    /// <summary>Steps along the directions of a curvature.</summary>
    protected NaturalGradientOptimiser(Network network, Curvature<T> curvature, NaturalGradientOptions options)
    {
        _options = options;
        _curvature = curvature;
        _momentum = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _direction = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _damping = [T.CreateTruncating(options.Damping)];
        State = [new("momentum", _momentum), new("damping", _damping), .. curvature.State];
    }

    /// <inheritdoc/>
    public sealed override OptimiserNeeds Needs => _curvature.Needs with { Tangents = _curvature.Needs.Tangents || _options.Adaptation is not null };

    /// <inheritdoc/>
    public sealed override IReadOnlyList<OptimiserState<T>> State { get; }

    /// <summary>λ as it is now.</summary>
    public double Damping => double.CreateTruncating(_damping[0]);

    /// <summary>ρ at the last adaptation of λ, the change of the loss over the one foretold; NaN before the first.</summary>
    public double ReductionRatio { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public sealed override void Update(TrainingStep<T> step)
    {
        ICommunicator team = step.Team;
        double damping = Damping + _options.WeightDecay;
        AddWeightDecay(step);
        team.Barrier();
        _curvature.Refresh(step, damping);
        Span<double> sum = [_curvature.Precondition(step, step.Gradient, _direction.Span, damping)];
        team.Sum(sum);

        double divergence = step.LearningRate * step.LearningRate * sum[0];
        double limit = _options.DivergenceLimit * Math.Pow(step.TotalExamples / ReferenceBatch, 2);
        Accumulate(step, divergence > limit ? Math.Sqrt(limit / divergence) : 1);
        if (_options.Adaptation is { } adaptation && step.Index % adaptation.Period == 0) MoveAndAdapt(step, adaptation);
        else Move(step);
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

    private void Accumulate(TrainingStep<T> step, double scale)
    {
        (int start, int count) = step.Share;
        Span<T> momentum = _momentum.Span.Slice(start, count);
        TensorPrimitives.Multiply(momentum, T.CreateTruncating(_options.Momentum), momentum);
        TensorPrimitives.MultiplyAdd(_direction.Span.Slice(start, count), T.CreateTruncating(scale), momentum, momentum);
    }

    private void Move(TrainingStep<T> step)
    {
        (int start, int count) = step.Share;
        Span<T> parameters = step.Model.Parameters.Span.Slice(start, count);
        TensorPrimitives.MultiplyAdd(_momentum.Span.Slice(start, count), T.CreateTruncating(-step.LearningRate), parameters, parameters);
    }

    // Steps by δ = −γ m and compares the change of the objective with the model's, g·δ + ½ δᵀ(F + (λ + η)I)δ.
    private void MoveAndAdapt(TrainingStep<T> step, LevenbergMarquardt adaptation)
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
            step.FisherForm(_momentum.Span),
        ];
        step.Team.Sum(sums);
        double foretold = (-rate * sums[0]) + (0.5 * rate * rate * ((sums[3] / step.TotalExamples) + ((Damping + _options.WeightDecay) * sums[1])));
        double decayChange = _options.WeightDecay * ((-rate * sums[2]) + (0.5 * rate * rate * sums[1]));

        Move(step);
        step.Team.Barrier();
        double actual = step.EvaluateLoss() - before + decayChange;
        if (step.Team.Rank != 0) return;
        ReductionRatio = actual / foretold;
        _damping[0] = T.CreateTruncating(adaptation.Adapt(Damping, actual, foretold));
    }
}
