using System.Globalization;
using Neuromanifold.Data.Formats;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Sources;

/// <summary>
/// The classes of a data set, from the outcomes of its training data. Numbers are labels as they stand, 0 to C − 1; words, and the whole
/// numbers of a text file, are numbered in sorted order.
/// </summary>
internal sealed class ClassLabels
{
    private const int MaximumClasses = 1 << 16;
    private const string OtherLikelihood = "For outcomes that are quantities choose another likelihood, such as gaussian.";

    private readonly Dictionary<string, int>? _ofWord;

    private ClassLabels(IReadOnlyList<string> names, Dictionary<string, int>? ofWord)
    {
        Names = names;
        _ofWord = ofWord;
    }

    /// <summary>The classes' names in the order of their labels.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Finds the classes among the outcomes of the training data.</summary>
    /// <exception cref="InvalidInputException">The outcomes are no labels, or all the same.</exception>
    public static ClassLabels Find(RawOutcomes training)
    {
        ClassLabels classes = training.Words is { } words ? FromWords(training, words) : FromNumbers(training);
        return classes.Names.Count > 1
            ? classes
            : throw new InvalidInputException(training.Path, $"a single class, {classes.Names[0]}", "examples of two classes or more", OtherLikelihood);
    }

    /// <summary>The label of each outcome.</summary>
    /// <exception cref="InvalidInputException">An outcome is no label, or of a class that the training data lack.</exception>
    public int[] Of(RawOutcomes outcomes)
    {
        if (outcomes.Words is { } words && _ofWord is { } ofWord)
        {
            return [.. words.Select((word, i) => ofWord.TryGetValue(word, out int label) ? label : throw Unknown(outcomes, i, $"the class '{Formats.CsvFile.Shorten(word)}'"))];
        }

        if (outcomes.Numbers is null || _ofWord is not null)
            throw new InvalidInputException(outcomes.Path, "outcomes of another kind than those of the training data", "test data of the same kind: words for words, numbers for numbers");
        return [.. Integers(outcomes).Select((label, i) => label < Names.Count ? label : throw Unknown(outcomes, i, $"the label {label}"))];
    }

    private static ClassLabels FromNumbers(RawOutcomes outcomes)
    {
        int maximum = Integers(outcomes).Max();
        return new([.. Enumerable.Range(0, maximum + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))], ofWord: null);
    }

    private static IEnumerable<int> Integers(RawOutcomes outcomes)
    {
        if (outcomes.Width != 1)
            throw new InvalidInputException(outcomes.Path, $"{outcomes.Width} numbers an example", "one label an example", "Turn indicators into labels in Python, labels = indicators.argmax(axis=1). " + OtherLikelihood);
        return outcomes.Numbers!.Select((number, i) => number == Math.Floor(number) && number is >= 0 and < MaximumClasses
            ? (int)number
            : throw new InvalidInputException($"{outcomes.Path}, {outcomes.PlaceOf(i)}", FormattableString.Invariant($"{number}"), $"a label: a whole number from 0 to {MaximumClasses - 1}", OtherLikelihood));
    }

    private static ClassLabels FromWords(RawOutcomes outcomes, string[] words)
    {
        Dictionary<string, int> firstAt = new(StringComparer.Ordinal);
        for (int i = 0; i < words.Length; i++) firstAt.TryAdd(words[i], i);
        if (firstAt.Count > MaximumClasses) throw new InvalidInputException(outcomes.Path, $"{firstAt.Count} classes", $"at most {MaximumClasses}", OtherLikelihood);
        foreach ((string word, int i) in firstAt)
        {
            if (string.IsNullOrWhiteSpace(word)) throw new InvalidInputException($"{outcomes.Path}, {outcomes.PlaceOf(i)}", "an empty field", "a class");
            if (!IsInteger(word) && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                throw new InvalidInputException($"{outcomes.Path}, {outcomes.PlaceOf(i)}", word, "a class: a word or a whole number", OtherLikelihood);
        }

        string[] names = firstAt.Keys.All(IsInteger)
            ? [.. firstAt.Keys.OrderBy(word => long.Parse(word, CultureInfo.InvariantCulture)).ThenBy(word => word, StringComparer.Ordinal)]
            : [.. firstAt.Keys.Order(StringComparer.Ordinal)];
        return new(names, names.Select((name, label) => (name, label)).ToDictionary(pair => pair.name, pair => pair.label, StringComparer.Ordinal));
    }

    private static bool IsInteger(string word) => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static InvalidInputException Unknown(RawOutcomes outcomes, int i, string found) =>
        new($"{outcomes.Path}, {outcomes.PlaceOf(i)}", $"{found}, which the training data lack", "the classes of the training data");
}
