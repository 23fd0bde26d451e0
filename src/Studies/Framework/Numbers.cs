namespace Neuromanifold.Studies.Framework;

/// <summary>What studies make of numbers.</summary>
internal static class Numbers
{
    /// <summary>Numbers by name; one that is undefined or infinite is left out.</summary>
    public static IReadOnlyDictionary<string, double> Of(params ReadOnlySpan<(string Name, double? Value)> values)
    {
        Dictionary<string, double> numbers = new(StringComparer.Ordinal);
        foreach ((string name, double? value) in values)
        {
            if (value is { } known && double.IsFinite(known)) numbers[name] = known;
        }

        return numbers;
    }

    /// <summary>The middle of some numbers; of an even count, the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>The slope of the line of least squares through (ln x, ln y); null for fewer than two x.</summary>
    public static double? Power(IEnumerable<(double X, double Y)> values)
    {
        (double X, double Y)[] points = [.. values.Select(point => (Math.Log(point.X), Math.Log(point.Y)))];
        if (points.DistinctBy(point => point.X).Take(2).Count() < 2) return null;
        double x = points.Average(point => point.X), y = points.Average(point => point.Y);
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }

    public static string Percent(double share) => $"{NumberText.Format(100 * share, "f2")} %";

    /// <summary>A time as people say it.</summary>
    public static string Duration(double seconds) => seconds < 90 ? $"{Math.Max(1, Math.Ceiling(seconds)):f0} s" : $"{seconds / 60:f0} min";

    /// <summary>A count and its noun.</summary>
    public static string Many(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
