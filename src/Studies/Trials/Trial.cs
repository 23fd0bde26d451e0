using Neuromanifold.Data.Datasets;

namespace Neuromanifold.Studies.Trials;

/// <summary>A part of a study that is run as a whole, depends on nothing but the study's configuration and the rows of trials before it, and leaves rows of numbers.</summary>
/// <param name="Name">Unique in the study.</param>
/// <param name="Examples">Examples that its trainings see, by which its time is estimated.</param>
/// <param name="Run">The work.</param>
public sealed record Trial(string Name, double Examples, Func<TrialBench, IReadOnlyList<TrialRow>> Run)
{
    /// <summary>Seconds that it takes beside them on any machine, as a training by the clock does.</summary>
    public double Seconds { get; init; }
}
