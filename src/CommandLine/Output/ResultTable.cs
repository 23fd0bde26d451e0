using Spectre.Console;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A small table of results: drawn on a terminal, tab-separated elsewhere.</summary>
internal sealed class ResultTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

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
