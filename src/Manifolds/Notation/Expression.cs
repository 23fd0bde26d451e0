using System.Globalization;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>
/// Formulas in named variables: numbers, + − * / ^, parentheses, exp, log, sqrt, sin, cos. Powers bind from the right and before a
/// sign: −x^2 is −(x²).
/// </summary>
public sealed class Expression
{
    private static readonly Dictionary<string, Func<Jet, Jet>> s_functions = new(StringComparer.Ordinal)
    {
        ["exp"] = Jet.Exp,
        ["log"] = Jet.Log,
        ["sqrt"] = Jet.Sqrt,
        ["sin"] = Jet.Sin,
        ["cos"] = Jet.Cos,
    };

    private readonly string _text;
    private readonly IReadOnlyList<string> _variables;
    private int _at;

    private Expression(string text, IReadOnlyList<string> variables)
    {
        _text = text;
        _variables = variables;
    }

    private char Next => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>The function of some variables, in their order.</summary>
    /// <exception cref="InvalidInputException">With the position and what was expected there.</exception>
    public static ScalarField Parse(string text, IReadOnlyList<string> variables)
    {
        Expression expression = new(text, variables);
        expression.SkipSpace();
        ScalarField field = expression.Sum();
        return expression._at == text.Length ? field : throw expression.Unexpected("an operator or the end");
    }

    private ScalarField Sum()
    {
        ScalarField sum = Product();
        while (true)
        {
            ScalarField left = sum;
            if (TryTake('+')) sum = Combine(left, Product(), (a, b) => a + b);
            else if (TryTake('-')) sum = Combine(left, Product(), (a, b) => a - b);
            else return sum;
        }
    }

    private ScalarField Product()
    {
        ScalarField product = Signed();
        while (true)
        {
            ScalarField left = product;
            if (TryTake('*')) product = Combine(left, Signed(), (a, b) => a * b);
            else if (TryTake('/')) product = Combine(left, Signed(), (a, b) => a / b);
            else return product;
        }
    }

    private ScalarField Signed()
    {
        if (!TryTake('-')) return Power();
        ScalarField inner = Signed();
        return variables => -inner(variables);
    }

    private ScalarField Power()
    {
        ScalarField @base = Atom();
        if (!TryTake('^')) return @base;
        return Combine(@base, Signed(), (a, b) => b.Directions == 0 || IsConstant(b) ? Jet.Pow(a, b.Value) : Jet.Exp(b * Jet.Log(a)));
    }

    private ScalarField Atom()
    {
        if (TryTake('('))
        {
            ScalarField inner = Sum();
            Take(')', "')'");
            return inner;
        }

        return char.IsAsciiLetter(Next) ? Named() : Number();
    }

    private ScalarField Named()
    {
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Next) || Next == '_') _at++;
        string name = _text[start.._at];
        SkipSpace();
        if (s_functions.TryGetValue(name, out Func<Jet, Jet>? function))
        {
            Take('(', $"'(' after '{name}'");
            ScalarField argument = Sum();
            Take(')', "')'");
            return variables => function(argument(variables));
        }

        for (int place = 0; place < _variables.Count; place++)
        {
            int index = place;
            if (_variables[place] == name) return variables => variables[index];
        }

        _at = start;
        throw Unexpected($"one of {string.Join(", ", _variables)}, or {string.Join(", ", s_functions.Keys)}");
    }

    private ScalarField Number()
    {
        int start = _at;
        while (char.IsAsciiDigit(Next) || Next == '.' || (Next is 'e' or 'E' && _at > start) || (Next is '+' or '-' && _at > start && _text[_at - 1] is 'e' or 'E')) _at++;
        if (!double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            _at = start;
            throw Unexpected("a number, a name or '('");
        }

        SkipSpace();
        return _ => number;
    }

    private static bool IsConstant(Jet jet)
    {
        for (int set = 1; set < 1 << jet.Directions; set++)
        {
            if (jet[set] != 0) return false;
        }

        return true;
    }

    private static ScalarField Combine(ScalarField left, ScalarField right, Func<Jet, Jet, Jet> operation) => variables => operation(left(variables), right(variables));

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

    private InvalidInputException Unexpected(string expected) => new(
        $"The expression '{_text}'", _at < _text.Length ? $"'{_text[_at..]}' at position {_at + 1}" : $"the end at position {_at + 1}", expected);
}
