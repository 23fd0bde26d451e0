using System.Collections.Immutable;

namespace Neuromanifold.Data.Formats;

/// <summary>A table of numbers, read from comma-separated values, beside a target column as it stands in the file, and each row's line.</summary>
internal sealed record CsvTable(string Path, string Target, ImmutableArray<string> Features, double[] Values, string[] Targets, int[] Lines);
