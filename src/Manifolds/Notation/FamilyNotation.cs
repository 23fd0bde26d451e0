using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>How the distributions of a family are written: its word, its parameters in textbook order and what makes one of them.</summary>
internal sealed record FamilyNotation(string Word, ImmutableArray<FamilyParameter> Parameters, Func<FamilyArguments, Distribution> Make)
{
    /// <summary>Whether all numbers without a name form the one list that is the first parameter.</summary>
    public bool TakesAnyNumber => Parameters is [{ Rows: 1 }];

    /// <summary>"gamma(shape, rate)".</summary>
    public string Signature => $"{Word}({string.Join(", ", Parameters.Select(parameter => string.Join("|", parameter.Others.Select(other => other.Name).Prepend(parameter.Name))))})";

    /// <summary>The distribution of some arguments.</summary>
    /// <exception cref="InvalidInputException">One is unknown, missing, given twice, or of another shape.</exception>
    public Distribution Read(string text, ImmutableArray<NotationArgument> arguments)
    {
        string subject = $"The distribution '{text}'";
        if (TakesAnyNumber && arguments.Length > 1 && arguments.All(argument => argument.Name is null && argument.Value.Rows == 0))
            arguments = [new NotationArgument(null, new NotationValue([.. arguments.Select(argument => argument.Value.Numbers[0])], 1, arguments[0].Position), arguments[0].Position)];

        Dictionary<string, NotationValue> values = new(StringComparer.Ordinal);
        for (int place = 0; place < arguments.Length; place++)
        {
            NotationArgument argument = arguments[place];
            if (argument.Name is null && place >= Parameters.Length)
                throw new InvalidInputException(subject, $"{arguments.Length} values", $"{Parameters.Length}: {Signature}");
            if (argument.Name is null && place > 0 && arguments[place - 1].Name is not null)
                throw new InvalidInputException(subject, $"a value without a name at position {argument.Position}, after one with a name", Signature);
            (FamilyParameter parameter, Func<double, double> convert) = argument.Name is null ? (Parameters[place], value => value) : Find(subject, argument);
            if (!parameter.Takes(argument.Value.Rows))
                throw new InvalidInputException(subject, $"{argument.Value.Description} for '{parameter.Name}' at position {argument.Value.Position}", parameter.Expected);
            NotationValue value = argument.Value with { Numbers = [.. argument.Value.Numbers.Select(number => Convert(argument, number, convert))] };
            if (!values.TryAdd(parameter.Name, value)) throw new InvalidInputException(subject, $"'{parameter.Name}' twice", Signature);
        }

        return Make(new FamilyArguments(this, subject, values));
    }

    private double Convert(NotationArgument argument, double number, Func<double, double> convert)
    {
        double converted = convert(number);
        if (double.IsFinite(number) && !double.IsFinite(converted))
            throw new InvalidInputException($"The parameter '{argument.Name}' of {Word}", FormattableString.Invariant($"{number:R}"), "a number > 0");
        return converted;
    }

    private (FamilyParameter Parameter, Func<double, double> Convert) Find(string subject, NotationArgument argument)
    {
        foreach (FamilyParameter parameter in Parameters)
        {
            if (parameter.Name == argument.Name) return (parameter, value => value);
            foreach ((string name, Func<double, double> convert) in parameter.Others)
            {
                if (name == argument.Name) return (parameter, convert);
            }
        }

        throw new InvalidInputException(subject, $"'{argument.Name}' at position {argument.Position}", Signature);
    }
}
