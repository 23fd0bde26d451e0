namespace Neuromanifold.Numerics.Errors;

/// <summary>
/// What a user gave cannot be used: a file, an option, a data set. The message says the subject, what was found, what was
/// expected and what to do next; nothing has been written.
/// </summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>An error about <paramref name="subject"/>, in four parts.</summary>
    /// <param name="subject">What is wrong: a path, an option, a name.</param>
    /// <param name="found">What was found there.</param>
    /// <param name="expected">What would have been right.</param>
    /// <param name="nextStep">A sentence saying what to do, or null where the expectation says it.</param>
    /// <param name="cause">The exception behind it, if any.</param>
    public InvalidInputException(string subject, string found, string expected, string? nextStep = null, Exception? cause = null)
        : base($"{subject}: found {found}; expected {expected}.{(nextStep is null ? "" : " " + nextStep)}", cause)
    {
        Subject = subject;
        Found = found;
        Expected = expected;
        NextStep = nextStep;
    }

    /// <summary>What is wrong: a path, an option, a name.</summary>
    public string Subject { get; }

    /// <summary>What was found there.</summary>
    public string Found { get; }

    /// <summary>What would have been right.</summary>
    public string Expected { get; }

    /// <summary>What to do next, where the expectation does not say it.</summary>
    public string? NextStep { get; }
}
