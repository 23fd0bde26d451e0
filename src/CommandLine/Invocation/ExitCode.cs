namespace Neuromanifold.CommandLine.Invocation;

/// <summary>What the tool tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It ran and failed; what was done is kept and named.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or bad input; nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted, a checkpoint written.</summary>
    public const int Interrupted = 130;
}
