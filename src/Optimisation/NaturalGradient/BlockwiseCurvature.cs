using System.Numerics;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// A block-diagonal metric: running estimates of blocks, refreshed on one schedule, and their inverses, refreshed on another and
/// shared out over the members by cost.
/// </summary>
public class BlockwiseCurvature<T> : Curvature<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NaturalGradientOptions _options;
    private readonly CurvatureBlock<T>[] _blocks;
    private readonly int[][] _owners;
    private readonly RefreshSchedule _statistics;
    private readonly RefreshSchedule _inverses;
    private readonly T[] _refreshes = [T.Zero];
    private readonly LabelCotangents<T>?[] _cotangents;
    private readonly int _outputs;
    private readonly bool _needsCotangents;

    /// <summary>The metric of a network in the blocks that its layers make.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">Periods, decay, labels.</param>
    /// <param name="members">The size of the team.</param>
    /// <param name="create">The curvature of one layer's parameters.</param>
    public BlockwiseCurvature(Network network, NaturalGradientOptions options, int members, Func<ParameterBlock, CurvatureBlock<T>> create)
        : this(network, options, members, network.Blocks.Select(create))
    {
    }

    /// <summary>The metric of a network in blocks that need not be those of its layers.</summary>
    public BlockwiseCurvature(Network network, NaturalGradientOptions options, int members, IEnumerable<CurvatureBlock<T>> blocks)
    {
        _options = options;
        Members = members;
        _cotangents = new LabelCotangents<T>?[members];
        _outputs = network.OutputWidth;
        _blocks = [.. blocks];
        _owners = WorkShares.ShareOut([.. _blocks.Select(block => block.RefreshCosts)], members);
        _needsCotangents = _blocks.Any(block => block.NeedsCotangents);
        _statistics = new RefreshSchedule(options.StatisticsPeriod);
        _inverses = new RefreshSchedule(options.InversePeriod);
        State = [new("refreshes", _refreshes), .. _blocks.SelectMany(block => block.State)];
    }

    /// <inheritdoc/>
    public override int Members { get; }

    /// <inheritdoc/>
    public override OptimiserNeeds Needs => new() { Blocks = true, Cotangents = _needsCotangents ? _options.Labels.BackwardPasses(_outputs) : 1 };

    /// <inheritdoc/>
    public override IReadOnlyList<OptimiserState<T>> State { get; }

    /// <summary>How often the running estimates have been refreshed.</summary>
    protected double Refreshes => double.CreateTruncating(_refreshes[0]);

    /// <summary>Whether a step refreshes the running estimates; their cotangents are then in its workspace after <see cref="Refresh"/>.</summary>
    protected bool ObservesAt(long step) => _statistics.IsDue(step);

    /// <summary>Whether a step refreshes the inverses.</summary>
    protected bool InvertsAt(long step) => _inverses.IsDue(step);

    /// <inheritdoc/>
    public override void Refresh(TrainingStep<T> step, double damping)
    {
        if (ObservesAt(step.Index)) RefreshStatistics(step);
        if (InvertsAt(step.Index)) RefreshInverses(step.Team, damping);
    }

    /// <inheritdoc/>
    public override double Precondition(TrainingStep<T> step, ReadOnlySpan<T> gradient, Span<T> direction, double damping)
    {
        double product = 0;
        foreach (CurvatureBlock<T> block in _blocks) product += block.Precondition(step.Team, gradient, direction);
        return product;
    }

    private void RefreshStatistics(TrainingStep<T> step)
    {
        // A plain mean of the first few estimates, then a running one.
        double keep = Math.Min(Refreshes / (Refreshes + 1), _options.Decay);
        if (_needsCotangents) PullBack(step);
        foreach (CurvatureBlock<T> block in _blocks) block.Observe(step);
        step.Team.Barrier();
        foreach (CurvatureBlock<T> block in _blocks) block.Absorb(step.Team, step.TotalExamples, keep);
        if (step.Team.Rank == 0) _refreshes[0] += T.One;
        step.Team.Barrier();
    }

    // Cotangents whose outer products are the curvature; gradients of parameters are not wanted.
    private void PullBack(TrainingStep<T> step)
    {
        Workspace<T> workspace = step.Workspace;
        workspace.Cotangents = _options.Labels.BackwardPasses(_outputs);
        LabelCotangents<T> cotangents = _cotangents[step.Team.Rank] ??= new LabelCotangents<T>(step.Model.Likelihood, _options.Labels);
        cotangents.Write(workspace.Output, step.Outcomes, step.Noise.Split("labels"), step.FirstExample, workspace.OutputCotangent);
        step.Model.Network.Backward(workspace, step.Model.Parameters.Span, step.Model.Statistics.Span, []);
    }

    private void RefreshInverses(ICommunicator team, double damping)
    {
        for (int block = 0; block < _blocks.Length; block++)
        {
            for (int piece = 0; piece < _owners[block].Length; piece++)
            {
                if (_owners[block][piece] == team.Rank) _blocks[block].Refresh(piece, damping);
            }
        }

        team.Barrier();
    }
}
