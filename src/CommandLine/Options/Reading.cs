using System.CommandLine;
using System.Globalization;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Options;

/// <summary>Reads the values of options, in the invariant culture, with errors that name the option.</summary>
internal static class Reading
{
    /// <summary>A text, or a default.</summary>
    public static string Text(this ParseResult parse, Option<string?> option, string absent) => parse.GetValue(option) ?? absent;

    /// <summary>A whole number, or null where the option is absent.</summary>
    public static int? Count(this ParseResult parse, Option<string?> option) => parse.GetValue(option) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value
        : throw new InvalidInputException(option.Name, $"'{text}'", $"a whole number of at most {int.MaxValue}");

    /// <summary>A seed, or null.</summary>
    public static long? Seed(this ParseResult parse, Option<string?> option) => parse.GetValue(option) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value
        : throw new InvalidInputException(option.Name, $"'{text}'", $"a whole number of at most {long.MaxValue}");

    /// <summary>A finite number, or null.</summary>
    public static double? Number(this ParseResult parse, Option<string?> option) => parse.GetValue(option) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw new InvalidInputException(option.Name, $"'{text}'", "a number");
}
