using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>All that decides the outcome of a study; written into its directory, it is enough to continue or repeat it.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Data">The data it runs on.</param>
public sealed record StudyConfiguration(string Study, DataConfiguration Data)
{
    /// <summary>The command that runs it.</summary>
    public string Command { get; init; } = "study";

    /// <summary>Whether it is cut to under a minute: fewer epochs, repeats and inputs.</summary>
    public bool Quick { get; init; }

    /// <summary>The root of all randomness; repeats take the seeds that follow.</summary>
    public long Seed { get; init; }

    /// <summary>Threads.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        if (Data != DataConfiguration.None) Data.Validate();
        RunConfiguration.CheckThreads(Threads);
    }
}
