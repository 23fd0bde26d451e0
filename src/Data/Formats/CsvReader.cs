using System.Text;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Formats;

/// <summary>
/// Splits comma-separated text into records of fields: fields may be quoted, quoted ones may hold commas, line ends and doubled quotes.
/// Source: [Shafranovich05] (RFC 4180), §2. Lines end with LF or CRLF; empty lines are passed over.
/// </summary>
internal sealed class CsvReader(TextReader text, string path)
{
    private readonly StringBuilder _field = new();
    private int _line = 1;

    /// <summary>The line on which the record last read begins, counted from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Reads the fields of the next record into <paramref name="record"/>; false at the end.</summary>
    /// <exception cref="InvalidInputException">A quote is out of place or never closed.</exception>
    public bool Read(List<string> record)
    {
        record.Clear();
        SkipEmptyLines();
        if (text.Peek() < 0) return false;
        Line = _line;
        while (true)
        {
            record.Add(text.Peek() == '"' ? QuotedField() : PlainField());
            int next = text.Read();
            if (next == ',') continue;
            if (next == '\r' && text.Peek() == '\n') next = text.Read();
            if (next == '\n') _line++;
            else if (next >= 0) throw Refusal(next == '\r' ? "a carriage return alone" : $"'{(char)next}' after a closing quote", "a comma, or a line's end (LF or CRLF)");
            return true;
        }
    }

    private void SkipEmptyLines()
    {
        while (text.Peek() is '\n' or '\r')
        {
            if (text.Read() == '\n') _line++;
        }
    }

    private string PlainField()
    {
        _field.Clear();
        while (text.Peek() is >= 0 and not (',' or '\n' or '\r'))
        {
            char next = (char)text.Read();
            if (next == '"') throw Refusal("a quote inside a field that does not begin with one", "the whole field in quotes, and quotes within it doubled");
            _field.Append(next);
        }

        return _field.ToString();
    }

    private string QuotedField()
    {
        _field.Clear();
        int opened = _line;
        _ = text.Read();
        while (true)
        {
            int next = text.Read();
            if (next < 0) throw new InvalidInputException(path, $"a quote opened on line {opened} and never closed", "comma-separated values as RFC 4180 describes them");
            if (next == '"')
            {
                if (text.Peek() != '"') return _field.ToString();
                _ = text.Read();
            }

            if (next == '\n') _line++;
            _field.Append((char)next);
        }
    }

    private InvalidInputException Refusal(string found, string expected) => new($"{path}, line {_line}", found, expected);
}
