using System.Globalization;

namespace Neuromanifold.Numerics.Text;

/// <summary>Numbers as readers of tables and pages see them, whatever the machine's culture; a dash stands for one that is undefined.</summary>
public static class NumberText
{
    /// <summary>What stands for a number that is undefined.</summary>
    public const string Undefined = "–";

    /// <summary>A number in a standard format, as f2 or g3.</summary>
    public static string Format(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Undefined;

    /// <summary>Three digits.</summary>
    public static string Short(double? value) => Format(value, "g3");

    /// <summary>All digits that a reader needs to get the same number back.</summary>
    public static string Exact(double? value) => Format(value, "");

    /// <summary>A whole number, its thousands apart.</summary>
    public static string Count(double? value) => Format(value, "n0");

    /// <summary>A share in [0, 1] in percent, as in 97.10%.</summary>
    public static string Percent(double? share, string format = "f2") => share is { } known ? $"{Format(100 * known, format)}%" : Undefined;

    /// <summary>Mean ± standard deviation; the number alone where there is one, a dash where there is none.</summary>
    public static string Spread(IReadOnlyCollection<double> values, Func<double?, string> format)
    {
        if (values.Count == 0) return Undefined;
        double mean = values.Average();
        if (values.Count == 1) return format(mean);
        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return $"{format(mean)} ± {format(deviation)}";
    }

    /// <summary>An estimate and its standard error, if it has one.</summary>
    public static string WithError(double value, double? error, string format) =>
        error is { } spread ? $"{Format(value, format)} ± {Format(spread, format)}" : Format(value, format);
}
