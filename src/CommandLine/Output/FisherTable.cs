using Neuromanifold.Experiments.Information;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A measurement of the Fisher information: a row a tensor and a total.</summary>
internal static class FisherTable
{
    public static void Print(FisherMeasurement measurement, string? file)
    {
        ResultTable table = new([.. FisherColumns.Headings]);
        foreach (IReadOnlyList<string> row in FisherColumns.Rows(measurement)) table.Add([.. row]);
        table.Print();
        Terminal.Note(FisherColumns.Reading(measurement));
        if (file is not null) Terminal.Note($"Arrays are in {file}.");
    }
}
