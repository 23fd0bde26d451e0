namespace Neuromanifold.Studies.Conditioning;

/// <summary>Something to be learnt whose metric can be given about any condition number κ, and the methods that learn it.</summary>
internal abstract class ConditionedProblem
{
    /// <summary>The name.</summary>
    public abstract string Name { get; }

    /// <summary>What is learnt, in a sentence.</summary>
    public abstract string Description { get; }

    /// <summary>What κ is the condition number of.</summary>
    public abstract string ConditionOf { get; }

    /// <summary>The condition numbers that are aimed at.</summary>
    public abstract ImmutableArray<double> Conditions { get; }

    /// <summary>Random starts.</summary>
    public abstract int Starts { get; }

    /// <summary>The steps that the plain gradient needs in theory at a condition number; null where there is none.</summary>
    public virtual double? PlainSteps(double condition) => null;

    /// <summary>The steps of every method at its best rate, from one start.</summary>
    /// <param name="kappa">The condition number that is aimed at.</param>
    /// <param name="start">The number of the start.</param>
    /// <param name="cancellation">Stops it.</param>
    public abstract IReadOnlyList<ConditioningMeasurement> Measure(double kappa, int start, CancellationToken cancellation);

    /// <summary>Judges what is known of the methods by the measurements on this problem.</summary>
    public abstract IReadOnlyList<StudyClaim> Claims(IReadOnlyList<ConditioningMeasurement> own);
}
