using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>The values of a family's parameters, each given once.</summary>
internal sealed class FamilyArguments(FamilyNotation notation, string subject, IReadOnlyDictionary<string, NotationValue> values)
{
    private const double LargestCount = int.MaxValue;

    /// <summary>A number.</summary>
    public double Number(string name) => Value(name).Numbers[0];

    /// <summary>A list, or a matrix row after row.</summary>
    public double[] Numbers(string name) => Value(name).Numbers;

    /// <summary>A square matrix of a given order, row after row.</summary>
    public double[] Square(string name, int order)
    {
        NotationValue value = Value(name);
        return value.Rows == order && value.Numbers.Length == order * order
            ? value.Numbers
            : throw new InvalidInputException(subject, $"{value.Description} for '{name}'", $"a {order}×{order} matrix");
    }

    /// <summary>The order of a square matrix.</summary>
    public int Order(string name)
    {
        NotationValue value = Value(name);
        return value.Numbers.Length == value.Rows * value.Rows ? value.Rows : throw new InvalidInputException(subject, $"{value.Description} for '{name}'", "a square matrix");
    }

    /// <summary>The rows of a list that may be a table.</summary>
    public int Rows(string name) => Value(name).Rows;

    /// <summary>A list of at least two numbers.</summary>
    public double[] Several(string name)
    {
        double[] numbers = Numbers(name);
        return numbers.Length >= 2 ? numbers : throw new InvalidInputException(subject, $"{numbers.Length} number for '{name}'", "two or more");
    }

    /// <summary>A positive integer.</summary>
    public int Count(string name)
    {
        double number = Number(name);
        return number >= 1 && number <= LargestCount && double.IsInteger(number) ? (int)number : throw Outside(name, number, "an integer ≥ 1");
    }

    /// <summary>A positive, finite number that the family holds fixed.</summary>
    public double Positive(string name)
    {
        double number = Number(name);
        return number > 0 && double.IsFinite(number) ? number : throw Outside(name, number, "a number > 0");
    }

    private InvalidInputException Outside(string name, double number, string expected) => new($"The parameter '{name}' of {notation.Word}", FormattableString.Invariant($"{number:R}"), expected);

    private NotationValue Value(string name) => values.TryGetValue(name, out NotationValue? value)
        ? value
        : throw new InvalidInputException(subject, $"no '{name}'", notation.Signature);
}
