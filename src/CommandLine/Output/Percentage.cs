namespace Neuromanifold.CommandLine.Output;

/// <summary>Shares as users read them.</summary>
internal static class Percentage
{
    /// <summary>A share in [0, 1] with two digits, as in 97.10%; a dash where it is undefined.</summary>
    public static string Of(double? share) => share is { } known ? $"{100 * known:f2}%" : "–";
}
