namespace Neuromanifold.Studies.Trials;

/// <summary>Named numbers of a row; one that is undefined or infinite is left out.</summary>
internal static class Numbers
{
    public static IReadOnlyDictionary<string, double> Of(params ReadOnlySpan<(string Name, double? Value)> values)
    {
        Dictionary<string, double> numbers = new(StringComparer.Ordinal);
        foreach ((string name, double? value) in values)
        {
            if (value is { } known && double.IsFinite(known)) numbers[name] = known;
        }

        return numbers;
    }

    public static string Percent(double share) => $"{(100 * share).ToString("f2", System.Globalization.CultureInfo.InvariantCulture)} %";

    public static string Short(double value) => value.ToString("g3", System.Globalization.CultureInfo.InvariantCulture);
}
