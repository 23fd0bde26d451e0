using Neuromanifold.Experiments.Information.Zones;

namespace Neuromanifold.CommandLine.Output;

/// <summary>Measured learning zones: a row a layer, and a row a unit if wanted.</summary>
internal static class ZoneTable
{
    public static void Print(RelativeMeasurement measurement, bool units, string? file, string? page)
    {
        ResultTable table = new([.. ZoneColumns.Headings]);
        foreach (IReadOnlyList<string> row in ZoneColumns.Rows(measurement)) table.Add([.. row]);
        table.Print();
        if (units)
        {
            ResultTable each = new([.. ZoneColumns.UnitHeadings]);
            foreach (IReadOnlyList<string> row in ZoneColumns.UnitRows(measurement)) each.Add([.. row]);
            each.Print();
        }

        Terminal.Note(ZoneColumns.Reading(measurement));
        if (file is not null) Terminal.Note($"Arrays are in {file}.");
        if (page is not null) Terminal.Note($"The page is {page}.");
    }
}
