namespace Neuromanifold.Numerics.Errors;

/// <summary>
/// A result could not be written: a full disk, a folder that went away. The message says the subject, the cause and what to
/// do next; what stood there before is untouched.
/// </summary>
public sealed class OutputException : Exception
{
    /// <summary>An error about <paramref name="subject"/>.</summary>
    /// <param name="subject">What was to be written: a path.</param>
    /// <param name="problem">Why it could not be, as the second half of a sentence.</param>
    /// <param name="nextStep">A sentence saying what to do.</param>
    /// <param name="cause">The exception behind it, if any.</param>
    public OutputException(string subject, string problem, string nextStep, Exception? cause = null)
        : base($"{subject}: {problem}. {nextStep}", cause)
    {
        Subject = subject;
        Problem = problem;
        NextStep = nextStep;
    }

    /// <summary>What was to be written: a path.</summary>
    public string Subject { get; }

    /// <summary>Why it could not be.</summary>
    public string Problem { get; }

    /// <summary>What to do next.</summary>
    public string NextStep { get; }
}
