using System.Collections.Immutable;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Formats;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Sources;

/// <summary>Inputs and outcomes in one table of comma-separated values.</summary>
internal static class CsvSource
{
    /// <summary>Reads a table and tells its features' names; those of a test table are arranged as <paramref name="features"/>.</summary>
    /// <exception cref="InvalidInputException">The file is not what it should be.</exception>
    public static (RawPart Part, ImmutableArray<string> Features) Read(string path, LoadingOptions options, ImmutableArray<string>? features = null)
    {
        CsvTable table = CsvFile.Read(path, options.Target, features);
        options.Normalisation?.Apply(table.Values.AsSpan());
        double[]? numbers = options.Outcomes == OutcomeKind.Numbers
            ? [.. table.Targets.Select((field, i) => CsvFile.Number(path, table.Lines[i], table.Target, field))]
            : null;
        RawOutcomes outcomes = new(path, numbers, Width: 1, numbers is null ? table.Targets : null, i => $"line {table.Lines[i]}, column '{table.Target}'");
        return (new(path, new NumberTable<double>(table.Values, table.Features.Length), new Shape(table.Features.Length), outcomes), table.Features);
    }
}
