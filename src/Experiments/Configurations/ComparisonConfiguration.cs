using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>All that decides the outcome of a comparison.</summary>
/// <param name="Command">The command that runs it.</param>
/// <param name="Runs">One run for each optimiser; they differ in that only.</param>
/// <param name="Seeds">The number of seeds, from the runs' own on.</param>
public sealed record ComparisonConfiguration(string Command, IReadOnlyList<RunConfiguration> Runs, int Seeds)
{
    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        if (Runs.Count == 0) throw new InvalidInputException("--optimizers", "no name", "one optimizer or more, as in sgd,adam,kfac");
        if (Seeds < 1) throw new InvalidInputException("--repeat", $"{Seeds}", "a whole number from 1 on");
        foreach (RunConfiguration run in Runs) run.Validate();
        if (Runs.GroupBy(run => run.Optimiser.Label, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidInputException("--optimizers", $"'{twice.Key}' twice", "each optimizer once");
    }
}
