namespace Neuromanifold.Claims;

/// <summary>Something that was measured.</summary>
/// <param name="Subject">What.</param>
/// <param name="Measured">The figure, with its unit.</param>
/// <param name="Bound">What is claimed of it; null for a figure beside the claim.</param>
/// <param name="Verdict">Whether the figure is as claimed.</param>
internal sealed record Finding(string Subject, string Measured, string? Bound, Verdict Verdict)
{
    /// <summary>A figure beside the claim.</summary>
    public static Finding Beside(string subject, string measured) => new(subject, measured, Bound: null, Verdict.NotClaimed);

    /// <summary>A part of the claim that this machine cannot measure.</summary>
    public static Finding Unmeasured(string subject, string reason) => new(subject, reason, Bound: null, Verdict.NotMeasured);

    /// <summary>A figure of which a least value is claimed.</summary>
    public static Finding AtLeast(string subject, double measured, double bound, string format = "0.###") => new(
        subject, Text(measured, format), $"at least {Text(bound, format)}", measured >= bound ? Verdict.Held : Verdict.Broken);

    /// <summary>A figure of which a greatest value is claimed.</summary>
    public static Finding AtMost(string subject, double measured, double bound, string format = "0.###") => new(
        subject, Text(measured, format), $"at most {Text(bound, format)}", measured <= bound ? Verdict.Held : Verdict.Broken);

    /// <summary>One line.</summary>
    public override string ToString()
    {
        string claimed = Bound is null ? "" : $" ({Bound})";
        string verdict = Verdict switch { Verdict.Held => "held", Verdict.Broken => "BROKEN", Verdict.NotMeasured => "skipped", _ => "" };
        return $"  {verdict,-8}{Subject}: {Measured}{claimed}";
    }

    private static string Text(double value, string format) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}
