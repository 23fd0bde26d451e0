using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Tests.Datasets;

/// <summary>Asserts that input is refused, and that the message says what, why, what instead and what next.</summary>
internal static class Refused
{
    public static void Because(Action action, string subject, string found, string expected, string? next = null)
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(action);
        Assert.Contains(subject, error.Subject, StringComparison.Ordinal);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        if (next is not null) Assert.Contains(next, error.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain("  ", error.Message, StringComparison.Ordinal);
    }
}
