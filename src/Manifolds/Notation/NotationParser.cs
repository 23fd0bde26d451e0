using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>
/// Reads "word(value, name=value, …)", a value being a number, a list [1,2] or a matrix [[1,2],[3,4]]. What does not fit is refused
/// with its position.
/// </summary>
internal sealed class NotationParser
{
    private readonly string _text;
    private int _at;

    private NotationParser(string text) => _text = text;

    private char Next => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>The word and its arguments.</summary>
    /// <exception cref="InvalidInputException">With the position and what was expected there.</exception>
    public static (string Word, ImmutableArray<NotationArgument> Arguments) Parse(string text)
    {
        NotationParser parser = new(text);
        parser.SkipSpace();
        string word = parser.Word("the name of a family");
        parser.Take('(', $"'(' after '{word}'");
        ImmutableArray<NotationArgument>.Builder arguments = ImmutableArray.CreateBuilder<NotationArgument>();
        if (parser.Next != ')')
        {
            do arguments.Add(parser.Argument());
            while (parser.TryTake(','));
        }

        parser.Take(')', "',' or ')'");
        if (parser._at < text.Length) throw parser.Unexpected("nothing after ')'");
        return (word, arguments.ToImmutable());
    }

    private NotationArgument Argument()
    {
        int position = _at + 1;
        string? name = null;
        if (char.IsAsciiLetter(Next))
        {
            name = Word("a parameter's name");
            Take('=', $"'=' after '{name}'");
        }

        return new(name, Value(), position);
    }

    private NotationValue Value()
    {
        int position = _at + 1;
        if (Next != '[') return new([Number()], 0, position);

        Take('[', "'['");
        if (Next != '[') return new([.. Numbers()], 1, position);

        List<double> all = [];
        int rows = 0, columns = 0;
        do
        {
            int row = _at + 1;
            Take('[', "'[' of a matrix's next row");
            List<double> numbers = Numbers();
            if (rows++ > 0 && numbers.Count != columns) throw Fault($"a row of {numbers.Count} numbers at position {row}", $"{columns} numbers, as in the first row");
            columns = numbers.Count;
            all.AddRange(numbers);
        }
        while (TryTake(','));
        Take(']', "',' or ']' after a matrix's row");
        return new([.. all], rows, position);
    }

    // After the opening bracket, up to and with the closing one.
    private List<double> Numbers()
    {
        List<double> numbers = [];
        do numbers.Add(Number());
        while (TryTake(','));
        Take(']', "',' or ']'");
        return numbers;
    }

    private double Number()
    {
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Next) || Next is '.' or '+' or '-') _at++;
        ReadOnlySpan<char> written = _text.AsSpan(start, _at - start);
        if (!double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            _at = start;
            throw Unexpected("a number");
        }

        SkipSpace();
        return number;
    }

    private string Word(string expected)
    {
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Next) || Next is '-' or '_') _at++;
        if (_at == start) throw Unexpected(expected);
        string word = _text[start.._at];
        SkipSpace();
        return word;
    }

    private bool TryTake(char character)
    {
        if (Next != character) return false;
        _at++;
        SkipSpace();
        return true;
    }

    private void Take(char character, string expected)
    {
        if (!TryTake(character)) throw Unexpected(expected);
    }

    private void SkipSpace()
    {
        while (char.IsWhiteSpace(Next)) _at++;
    }

    private InvalidInputException Unexpected(string expected) =>
        Fault(_at < _text.Length ? $"'{_text[_at..]}' at position {_at + 1}" : $"the end at position {_at + 1}", expected);

    private InvalidInputException Fault(string found, string expected) => new($"The distribution '{_text}'", found, expected, "A distribution is written like normal(mean=0, sd=1).");
}
