using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// K-FAC: natural gradient with a Kronecker-factored Fisher matrix a layer, factored Tikhonov damping, a limit on the
/// divergence of a step, and momentum: m ← μ m + ν v, θ ← θ − γ m, v = (F̂ + λI)⁻¹(g + ηθ). Source: [MartensGrosse15], §3–§6.
/// Members share out rows of the products, factors of the inverses and entries of the vectors.
/// </summary>
public sealed class KroneckerFactoredNaturalGradient<T> : Optimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The batch for which the limit on divergences is stated.
    private const double ReferenceBatch = 500;

    private readonly KroneckerFactoredOptions _options;
    private readonly CurvatureBlock<T>[] _blocks;
    private readonly int[][] _owners;
    private readonly RefreshSchedule _statistics;
    private readonly RefreshSchedule _inverses;
    private readonly Memory<T> _momentum;
    private readonly Memory<T> _direction;
    private readonly T[] _scalars;
    private readonly int _outputs;

    /// <summary>K-FAC for a network and a team of <paramref name="members"/>.</summary>
    public KroneckerFactoredNaturalGradient(Network network, KroneckerFactoredOptions options, int members)
    {
        if (!(options.Damping > 0)) throw new ArgumentException($"K-FAC's damping is {options.Damping}; expected more than 0, because its factors are singular.", nameof(options));
        _options = options;
        _outputs = network.OutputWidth;
        _blocks = [.. network.Blocks.Select(block => Create(block, members))];
        _owners = ShareOut(_blocks, members);
        _statistics = new RefreshSchedule(options.StatisticsPeriod);
        _inverses = new RefreshSchedule(options.InversePeriod);
        _momentum = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _direction = AlignedMemory.Allocate<T>(network.Parameters.Length);
        _scalars = [T.CreateTruncating(options.Damping), T.Zero];
        State = [new("momentum", _momentum), new("damping_and_refreshes", _scalars), .. _blocks.SelectMany(block => block.State)];
    }

    /// <inheritdoc/>
    public override string Name => "kfac";

    /// <inheritdoc/>
    public override OptimiserNeeds Needs => new()
    {
        Blocks = true,
        Cotangents = _options.Labels == LabelSource.Exact ? _outputs : 1,
        Tangents = _options.Adaptation is not null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<OptimiserState<T>> State { get; }

    /// <summary>λ as it is now.</summary>
    public double Damping => double.CreateTruncating(_scalars[0]);

    /// <summary>ρ at the last adaptation of λ, the change of the loss over the one foretold; NaN before the first.</summary>
    public double ReductionRatio { get; private set; } = double.NaN;

    // How often the factors have been refreshed.
    private double Refreshes => double.CreateTruncating(_scalars[1]);

    /// <inheritdoc/>
    public override void Update(TrainingStep<T> step)
    {
        ICommunicator team = step.Team;
        AddWeightDecay(step);
        team.Barrier();
        if (_statistics.IsDue(step.Index)) RefreshStatistics(step);
        if (_inverses.IsDue(step.Index)) RefreshInverses(team);

        double product = 0;
        foreach (CurvatureBlock<T> block in _blocks) product += block.Precondition(team, step.Gradient, _direction.Span);
        Span<double> sum = [product];
        team.Sum(sum);

        double divergence = step.LearningRate * step.LearningRate * sum[0];
        double limit = _options.DivergenceLimit * Math.Pow(step.TotalExamples / ReferenceBatch, 2);
        Accumulate(step, divergence > limit ? Math.Sqrt(limit / divergence) : 1);
        if (_options.Adaptation is { } adaptation && step.Index % adaptation.Period == 0) MoveAndAdapt(step, adaptation);
        else Move(step);
    }

    private static CurvatureBlock<T> Create(ParameterBlock block, int members) => block.Kind switch
    {
        BlockKind.Affine => new KroneckerBlock<T>(block, members),
        BlockKind.ScaleAndShift => new ScaleShiftBlock<T>(block, members),
        _ => throw new ArgumentException($"The parameters of layer '{block.Name}' are neither affine nor scale and shift.", nameof(block)),
    };

    // Largest piece first, each to the member with the least to do.
    private static int[][] ShareOut(CurvatureBlock<T>[] blocks, int members)
    {
        int[][] owners = [.. blocks.Select(block => new int[block.RefreshCosts.Count])];
        double[] load = new double[members];
        foreach ((int block, int piece) in blocks
            .SelectMany((block, index) => Enumerable.Range(0, block.RefreshCosts.Count).Select(piece => (index, piece)))
            .OrderByDescending(item => blocks[item.index].RefreshCosts[item.piece]))
        {
            int owner = Array.IndexOf(load, load.Min());
            owners[block][piece] = owner;
            load[owner] += blocks[block].RefreshCosts[piece];
        }

        return owners;
    }

    private void AddWeightDecay(TrainingStep<T> step)
    {
        if (_options.WeightDecay == 0) return;
        (int start, int count) = step.Share;
        Span<T> gradient = step.Gradient.Slice(start, count);
        TensorPrimitives.MultiplyAdd(step.Model.Parameters.Span.Slice(start, count), T.CreateTruncating(_options.WeightDecay), gradient, gradient);
    }

    private void RefreshStatistics(TrainingStep<T> step)
    {
        PullBack(step);
        foreach (CurvatureBlock<T> block in _blocks) block.Observe(step.Team, step.Workspace);
        step.Team.Barrier();

        // A plain mean of the first few estimates, then a running one.
        double keep = Math.Min(Refreshes / (Refreshes + 1), _options.Decay);
        foreach (CurvatureBlock<T> block in _blocks) block.Absorb(step.Team, step.TotalExamples, keep);
        step.Team.Barrier();
        if (step.Team.Rank == 0) _scalars[1] += T.One;
    }

    // Cotangents whose outer products are the curvature; gradients of parameters are not wanted.
    private void PullBack(TrainingStep<T> step)
    {
        Workspace<T> workspace = step.Workspace;
        workspace.Cotangents = _options.Labels == LabelSource.Exact ? _outputs : 1;
        switch (_options.Labels)
        {
            case LabelSource.Sampled:
                step.Head.SampleCotangents(workspace.Output, step.Noise.Split("labels"), step.FirstExample, workspace.OutputCotangent);
                break;
            case LabelSource.Exact:
                step.Head.RootCotangents(workspace.Output, workspace.OutputCotangent);
                break;
            case LabelSource.Data:
                step.Head.Evaluate(workspace.Output, step.Outcomes, 1, workspace.OutputCotangent);
                break;
        }

        step.Model.Network.Backward(workspace, step.Model.Parameters.Span, step.Model.Statistics.Span, []);
    }

    private void RefreshInverses(ICommunicator team)
    {
        double damping = Damping + _options.WeightDecay;
        for (int block = 0; block < _blocks.Length; block++)
        {
            for (int piece = 0; piece < _owners[block].Length; piece++)
            {
                if (_owners[block][piece] == team.Rank) _blocks[block].Refresh(piece, damping);
            }
        }

        team.Barrier();
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
        _scalars[0] = T.CreateTruncating(adaptation.Adapt(Damping, actual, foretold));
    }
}
