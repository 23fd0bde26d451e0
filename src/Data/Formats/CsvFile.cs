using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Formats;

/// <summary>Reads a table with a header line, one column of which is to be predicted from the others.</summary>
internal static class CsvFile
{
    private const string Expected = "comma-separated values in UTF-8 under a line of column names";
    private const int MaximumShown = 40;

    /// <summary>
    /// Reads a file. The features stand in the file's order or, where <paramref name="features"/> is given, in that order: a test file may
    /// have its columns arranged otherwise than the training file, but it must have the same.
    /// </summary>
    /// <exception cref="InvalidInputException">The file is not what it should be; the message names line and column.</exception>
    public static CsvTable Read(string path, string? target, ImmutableArray<string>? features = null) => InputFile.Read(path, Expected, file =>
    {
        using StreamReader text = new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return Read(path, new CsvReader(text, path), target, features);
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidInputException(path, "bytes that are not UTF-8", Expected, "Save the table in UTF-8.", error);
        }
    });

    private static CsvTable Read(string path, CsvReader reader, string? target, ImmutableArray<string>? features)
    {
        List<string> record = [];
        if (!reader.Read(record)) throw new InvalidInputException(path, "an empty file", Expected);
        string[] names = [.. record];
        CheckNames(path, names);
        int targetColumn = TargetColumn(path, names, target);
        int[] featureColumns = FeatureColumns(path, names, targetColumn, features);

        List<double> values = [];
        List<string> targets = [];
        List<int> lines = [];
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        while (reader.Read(record))
        {
            if (record.Count != names.Length)
                throw new InvalidInputException($"{path}, line {reader.Line}", $"{record.Count} field{(record.Count == 1 ? "" : "s")}", $"{names.Length}, as the header has");
            foreach (int column in featureColumns) values.Add(Number(path, reader.Line, names[column], record[column]));

            // One string per distinct target, however many rows.
            string word = record[targetColumn];
            if (!seen.TryGetValue(word, out string? kept)) seen.Add(word, kept = word);
            targets.Add(kept);
            lines.Add(reader.Line);
        }

        if (targets.Count == 0) throw new InvalidInputException(path, "no row below the header", "one example a row");
        return new(path, names[targetColumn], [.. featureColumns.Select(column => names[column])], [.. values], [.. targets], [.. lines]);
    }

    /// <summary>The number in a field.</summary>
    /// <exception cref="InvalidInputException">The field holds anything but a finite number.</exception>
    public static double Number(string path, int line, string column, string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new InvalidInputException(
                $"{path}, line {line}, column '{column}'",
                field.Length == 0 ? "an empty field" : $"'{Shorten(field)}'",
                "a finite number, as in 0.5 or -1e-3",
                "Encode words as numbers, fill gaps, or leave the column out.");

    /// <summary>As much of a field as fits a message.</summary>
    public static string Shorten(string field) => field.Length <= MaximumShown ? field : field[..MaximumShown] + "…";

    private static void CheckNames(string path, string[] names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i])) throw new InvalidInputException($"{path}, line 1", $"column {i + 1} without a name", "a name for each column");
            if (!seen.Add(names[i])) throw new InvalidInputException($"{path}, line 1", $"two columns named '{Shorten(names[i])}'", "distinct names");
        }

        if (names.Length < 2) throw new InvalidInputException($"{path}, line 1", "a single column", "a column to predict and at least one to predict it from", "Columns are separated by commas.");
    }

    private static int TargetColumn(string path, string[] names, string? target)
    {
        string columns = Shorten(string.Join(", ", names));
        if (target is null) throw new InvalidInputException(path, "no target", $"the name of the column to predict, one of {columns}", "Name it with --target NAME.");
        int column = Array.IndexOf(names, target);
        return column >= 0 ? column : throw new InvalidInputException(path, $"no column '{Shorten(target)}'", $"the name of the column to predict, one of {columns}", NearestName.Question(target, names) ?? "Name it with --target NAME.");
    }

    private static int[] FeatureColumns(string path, string[] names, int target, ImmutableArray<string>? features)
    {
        int[] found = [.. Enumerable.Range(0, names.Length).Where(column => column != target)];
        if (features is not { } wanted) return found;
        foreach (int column in found)
        {
            if (wanted.IndexOf(names[column]) < 0) throw new InvalidInputException(path, $"the column '{Shorten(names[column])}', which the training data lack", "the same columns as in the training data");
        }

        return [.. wanted.Select(name => Array.IndexOf(names, name) is >= 0 and int column
            ? column
            : throw new InvalidInputException(path, $"no column '{Shorten(name)}'", "the same columns as in the training data"))];
    }
}
