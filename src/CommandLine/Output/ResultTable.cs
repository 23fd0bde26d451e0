using Neuromanifold.Experiments.Comparisons;
using Neuromanifold.Experiments.Reports;
using Spectre.Console;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A small table of results: drawn on a terminal, tab-separated elsewhere.</summary>
internal sealed class ResultTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>A table, then how to read it and where its arrays are.</summary>
    public static void Print(ReportTable table, string? file)
    {
        PrintRows(table);
        Terminal.Note(table.Reading);
        if (file is not null) Terminal.Note($"Arrays are in {file}.");
    }

    /// <summary>A comparison, and its runs that ended early.</summary>
    public static void Print(ComparisonResult result)
    {
        PrintRows(result.Table);
        foreach (string failure in result.EarlyEnds) Terminal.Result(failure);
    }

    /// <summary>A table alone.</summary>
    public static void PrintRows(ReportTable table)
    {
        ResultTable printed = new([.. table.Headings]);
        foreach (IReadOnlyList<string> row in table.Rows) printed.Add([.. row]);
        printed.Print();
    }

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        if (!Terminal.DrawsTables)
        {
            Terminal.Result(string.Join('\t', headings));
            foreach (string[] row in _rows) Terminal.Result(string.Join('\t', row));
            return;
        }

        Table table = new() { Border = TableBorder.Simple };
        foreach (string heading in headings) table.AddColumn(new TableColumn(heading.EscapeMarkup()));
        foreach (string[] row in _rows) table.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
        AnsiConsole.Write(table);
    }
}
