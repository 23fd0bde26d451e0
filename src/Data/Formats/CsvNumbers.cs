using System.Text;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Formats;

/// <summary>Tables of numbers alone: comma-separated values in UTF-8 under a line of column names.</summary>
public static class CsvNumbers
{
    private const string Expected = "numbers separated by commas, in UTF-8, under a line of column names";

    /// <summary>Reads a table, one row a line.</summary>
    /// <exception cref="InvalidInputException">The file is not what it should be; the message names line and column.</exception>
    public static Matrix<double> Read(string path) => InputFile.Read(path, Expected, file =>
    {
        using StreamReader text = new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return Read(path, new CsvReader(text, path));
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidInputException(path, "bytes that are not UTF-8", Expected, "Save the table in UTF-8.", error);
        }
    });

    private static Matrix<double> Read(string path, CsvReader reader)
    {
        List<string> record = [];
        if (!reader.Read(record)) throw new InvalidInputException(path, "an empty file", Expected);
        string[] names = [.. record];
        List<double> values = [];
        while (reader.Read(record))
        {
            if (record.Count != names.Length)
                throw new InvalidInputException($"{path}, line {reader.Line}", $"{record.Count} field{(record.Count == 1 ? "" : "s")}", $"{names.Length}, as the header has");
            foreach ((string name, string field) in names.Zip(record)) values.Add(CsvFile.Number(path, reader.Line, name, field));
        }

        return values.Count == 0 ? throw new InvalidInputException(path, "no row below the header", "one observation a row") : new(values.Count / names.Length, names.Length, [.. values]);
    }
}
