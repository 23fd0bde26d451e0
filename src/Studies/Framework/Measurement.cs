namespace Neuromanifold.Studies.Framework;

/// <summary>
/// A part of a study that is measured as a whole and depends on nothing but the study's configuration, its data and what was measured
/// before it.
/// </summary>
/// <typeparam name="TRecord">What is kept of it.</typeparam>
/// <param name="Name">What it is called, unique in the study.</param>
/// <param name="Keys">The keys of the records that it leaves: measured are those that are missing.</param>
/// <param name="Run">The work, which is given what was measured before and hands over each record as soon as it has it.</param>
public sealed record Measurement<TRecord>(string Name, IReadOnlyList<string> Keys, Action<IReadOnlyList<TRecord>, Action<TRecord>> Run)
{
    /// <summary>A measurement that leaves one record, whose key is its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="run">The work, which is given what was measured before.</param>
    public Measurement(string name, Func<IReadOnlyList<TRecord>, TRecord> run)
        : this(name, [name], (before, keep) => keep(run(before)))
    {
    }

    /// <summary>Examples that its trainings see, by which its time is estimated.</summary>
    public double Examples { get; init; }

    /// <summary>Seconds that it takes beside them on any machine, as a training by the clock does.</summary>
    public double Seconds { get; init; }

    /// <summary>Where measurements are taken side by side: those of a stage begin when all of the one before have ended.</summary>
    public int Stage { get; init; }
}
