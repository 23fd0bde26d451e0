using System.Numerics;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>
/// The relative Fisher information of each layer as a metric. Every mini-batch gives some of its examples to a ring of references; at a
/// refresh the ring is kept as it is, and the inverses are made from what was kept, so that the two are all a checkpoint needs.
/// </summary>
internal sealed class RelativeCurvature<T> : Curvature<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RelativeBlock<T>[] _blocks;
    private readonly RefreshSchedule _schedule;
    private readonly int _references;
    private readonly int _quota;
    private readonly bool[] _isBuilt;
    private int[][]? _owners;

    // How full the ring is and where it goes on; how many references were kept, and the damping of their inverses.
    private readonly T[] _ring = new T[2];
    private readonly T[] _kept = new T[2];

    public RelativeCurvature(Network network, RelativeOptions options, int members)
    {
        Members = members;
        _references = options.Form == RelativeForm.Window ? options.References : options.BlockReferences;
        _quota = Math.Max(1, (_references + options.WindowBatches - 1) / options.WindowBatches);
        _schedule = new RefreshSchedule(options.InversePeriod);
        _isBuilt = new bool[members];
        _blocks = [.. Subsystem.Of(network, null, options.Responses).Select(system => new RelativeBlock<T>(system, options, _references, members))];
        State = [new("ring", _ring), new("kept", _kept), .. _blocks.SelectMany(block => block.State)];
    }

    public override int Members { get; }

    public override OptimiserNeeds Needs => new() { Blocks = true };

    public override IReadOnlyList<OptimiserState<T>> State { get; }

    public override void Refresh(TrainingStep<T> step, double damping)
    {
        int rank = step.Team.Rank, count = int.CreateTruncating(_ring[0]), next = int.CreateTruncating(_ring[1]), kept = int.CreateTruncating(_kept[0]);
        double keptDamping = double.CreateTruncating(_kept[1]);
        int fresh = Math.Min(Math.Min(step.TotalExamples, _references), Math.Max(_quota, _references - count));
        // Another part of each mini-batch, for its order may be the same at every step.
        int first = (int)(step.Index * _quota % step.TotalExamples);
        foreach (RelativeBlock<T> block in _blocks) block.Observe(step, first, fresh, next);
        step.Team.Barrier();

        count = Math.Min(_references, count + fresh);
        if (rank == 0) (_ring[0], _ring[1]) = (T.CreateTruncating(count), T.CreateTruncating((next + fresh) % _references));
        if (_schedule.IsDue(step.Index) || kept == 0)
        {
            T rounded = T.CreateTruncating(damping);
            foreach (RelativeBlock<T> block in _blocks) block.Keep(step.Team, count);
            if (rank == 0) (_kept[0], _kept[1]) = (T.CreateTruncating(count), rounded);
            step.Team.Barrier();
            Build(step, count, double.CreateTruncating(rounded));
        }
        else if (!_isBuilt[rank])
        {
            // Resumed: what was kept makes the same inverses again.
            Build(step, kept, keptDamping);
        }
    }

    public override double Precondition(TrainingStep<T> step, ReadOnlySpan<T> gradient, Span<T> direction, double damping)
    {
        double product = 0;
        foreach (RelativeBlock<T> block in _blocks) product += block.Precondition(step.Team, gradient, direction);
        return product;
    }

    private void Build(TrainingStep<T> step, int count, double damping)
    {
        if (step.Team.Rank == 0 && _owners is null)
        {
            foreach (RelativeBlock<T> block in _blocks) block.ChooseSolver(step.Model.Likelihood);
            _owners = WorkShares.ShareOut([.. _blocks.Select(block => block.RefreshCosts)], Members);
        }

        step.Team.Barrier();
        foreach (RelativeBlock<T> block in _blocks) block.Prepare(step.Team, count);
        step.Team.Barrier();
        for (int block = 0; block < _blocks.Length; block++)
        {
            for (int piece = 0; piece < _owners![block].Length; piece++)
            {
                if (_owners[block][piece] == step.Team.Rank) _blocks[block].Invert(piece, step.Team.Rank, count, damping);
            }
        }

        _isBuilt[step.Team.Rank] = true;
        step.Team.Barrier();
    }
}
