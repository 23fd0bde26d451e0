using System.Numerics;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>Running means of the factors A and B of an affine block, kept by a team.</summary>
public sealed class KroneckerMean<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RunningMean<T> _input;
    private readonly RunningMean<T> _output;

    /// <summary>Means for a team of <paramref name="members"/>.</summary>
    public KroneckerMean(ParameterBlock block, int members)
    {
        Factors = new KroneckerFactored<T>(block.UnitLength, block.Outputs);
        _input = new RunningMean<T>(members, () => new InputFactor<T>(block), Factors.InputFactor);
        _output = new RunningMean<T>(members, () => new OutputFactor<T>(block), Factors.OutputFactor);
    }

    /// <summary>The means.</summary>
    public KroneckerFactored<T> Factors { get; }

    /// <summary>Sums over a member's examples.</summary>
    public void Observe(ICommunicator member, Workspace<T> workspace)
    {
        _input.Observe(member, workspace);
        _output.Observe(member, workspace);
    }

    /// <summary>Merges a member's share of all members' sums, as <see cref="RunningMean{T}.Absorb"/>.</summary>
    public void Absorb(ICommunicator member, int examples, double keep)
    {
        _input.Absorb(member, examples, keep);
        _output.Absorb(member, examples, keep);
    }
}
