using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.EigenCorrected;

/// <summary>Kronecker factors whose eigenbases are refreshed with the inverses, and second moments in them, refreshed with the statistics.</summary>
internal sealed class EigenCorrectedCurvature<T> : BlockwiseCurvature<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NaturalGradientOptions _options;
    private readonly EigenCorrectedBlock<T>[] _corrected;

    public EigenCorrectedCurvature(Network network, NaturalGradientOptions options, int members, CurvatureBlock<T>[] blocks)
        : base(network, options, members, blocks)
    {
        _options = options;
        _corrected = [.. blocks.OfType<EigenCorrectedBlock<T>>()];
    }

    public override void Refresh(TrainingStep<T> step, double damping)
    {
        base.Refresh(step, damping);
        ICommunicator team = step.Team;
        if (InvertsAt(step.Index))
        {
            foreach (EigenCorrectedBlock<T> block in _corrected) block.TurnMoments(team, damping);
            team.Barrier();
        }

        if (!ObservesAt(step.Index)) return;

        // The factors' refresh has been counted; the moments age as they do.
        double before = Refreshes - 1, keep = Math.Min(before / (before + 1), _options.Decay);
        foreach (EigenCorrectedBlock<T> block in _corrected) block.ObserveMoments(step);
        team.Barrier();
        foreach (EigenCorrectedBlock<T> block in _corrected) block.AbsorbMoments(team, step.TotalExamples, keep, damping);
        team.Barrier();
    }
}
