using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>The dictionary at the head of a NumPy file: element type, order, extents.</summary>
internal sealed partial record NumpyHeader(string Type, bool ColumnMajor, ImmutableArray<long> Extents)
{
    /// <summary>The extents as NumPy writes them, as in (60000, 28, 28).</summary>
    public string Shape => Extents.Length == 1 ? $"({Extents[0]},)" : $"({string.Join(", ", Extents)})";

    /// <summary>The header's text.</summary>
    public override string ToString() => $"{{'descr': '{Type}', 'fortran_order': {(ColumnMajor ? "True" : "False")}, 'shape': {Shape}, }}";

    /// <summary>Reads a header such as {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 2), }; null where it is anything else.</summary>
    public static NumpyHeader? Parse(string text)
    {
        Match match = Dictionary().Match(text);
        if (!match.Success) return null;
        string[] extents = match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var parsed = ImmutableArray.CreateBuilder<long>(extents.Length);
        foreach (string extent in extents)
        {
            if (!long.TryParse(extent, NumberStyles.None, CultureInfo.InvariantCulture, out long value)) return null;
            parsed.Add(value);
        }

        return new(match.Groups["type"].Value, match.Groups["order"].Value == "True", parsed.MoveToImmutable());
    }

    // NumPy writes the keys in alphabetical order, and readers older than 1.9 demand it.
    [GeneratedRegex(@"^\{\s*'descr':\s*'(?<type>[^']{1,16})',\s*'fortran_order':\s*(?<order>True|False),\s*'shape':\s*\((?<shape>[0-9, ]*)\),?\s*\}\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dictionary();
}
