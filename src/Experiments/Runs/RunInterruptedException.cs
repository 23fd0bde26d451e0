namespace Neuromanifold.Experiments.Runs;

/// <summary>A run was told to stop and did; what was done is kept.</summary>
public sealed class RunInterruptedException : OperationCanceledException
{
    /// <summary>A stop after something, as in "12 steps".</summary>
    public RunInterruptedException(string directoryPath, string done, bool canResume, OperationCanceledException cause)
        : base($"Stopped after {done}.", cause, cause.CancellationToken)
    {
        DirectoryPath = directoryPath;
        CanResume = canResume;
    }

    /// <summary>Where what was done is kept.</summary>
    public string DirectoryPath { get; }

    /// <summary>Whether the run can go on from there.</summary>
    public bool CanResume { get; }
}
