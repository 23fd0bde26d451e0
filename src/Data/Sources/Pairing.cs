using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Sources;

/// <summary>Two parts as they were read, put together: outcomes interpreted, the parts checked against one another.</summary>
internal sealed class Pairing(RawPart training, RawPart? test, OutcomeKind kind)
{
    private const int Fraction = 10;
    private const int MaximumNamed = 5;
    private readonly List<string> _notes = [.. training.Notes, .. test?.Notes ?? []];

    /// <summary>The data set.</summary>
    /// <exception cref="InvalidInputException">Labels are none, or the parts differ in width or in classes.</exception>
    public Dataset ToDataset(string name, IReadOnlyList<string>? classNames)
    {
        CheckWidths();
        ClassLabels? classes = kind == OutcomeKind.Labels ? ClassLabels.Find(training.Outcomes) : null;
        int[]? trainingLabels = classes?.Of(training.Outcomes), testLabels = test is null ? null : classes?.Of(test.Outcomes);
        if (classNames is null || classes?.Names.Count != classNames.Count) classNames = classes?.Names;

        Examples whole = Examples(training, trainingLabels);
        IDatasetPart trainingPart = whole, testPart;
        if (test is null)
        {
            (trainingPart, testPart) = CutLastTenth(whole);
            testLabels = trainingLabels?[trainingPart.Count..];
            trainingLabels = trainingLabels?[..trainingPart.Count];
        }
        else
        {
            testPart = Examples(test, testLabels);
        }

        NoteMissingClasses("training", trainingLabels, classNames);
        NoteMissingClasses("test", testLabels, classNames);
        return new() { Name = name, Training = trainingPart, Test = testPart, Classes = classNames, Notes = [.. _notes] };
    }

    // A test part of N×1×28×28 beside a training part of N×28×28 holds the same rows, so both get the training part's shape.
    private Examples Examples(RawPart part, int[]? labels) => new(
        part.Inputs,
        training.InputShape,
        labels is null ? new NumberTable<double>(part.Outcomes.Numbers!, part.Outcomes.Width) : new NumberTable<int>(labels, columns: 1));

    private void CheckWidths()
    {
        if (test is null) return;
        if (test.InputShape.ElementCount != training.InputShape.ElementCount)
            throw new InvalidInputException(test.Path, $"test inputs of shape {test.InputShape}", $"{training.InputShape}, as in the training data");
        if (test.Outcomes.Width != training.Outcomes.Width)
            throw new InvalidInputException(test.Outcomes.Path, $"{test.Outcomes.Width} numbers an outcome", $"{training.Outcomes.Width}, as in the training data");
    }

    private (Subset Training, Subset Test) CutLastTenth(Examples whole)
    {
        if (whole.Count < 2) throw new InvalidInputException(training.Path, "a single example", "two or more, for a training part and a test part", "Name test data with --test SPEC.");
        int count = Math.Max(1, whole.Count / Fraction), rest = whole.Count - count;
        _notes.Add($"The last tenth of {training.Path} is the test part: {count} of {whole.Count} examples. --test SPEC names another.");
        return (new(whole, 0, rest), new(whole, rest, count));
    }

    // A sorted file whose tail is cut off shows here.
    private void NoteMissingClasses(string part, int[]? labels, IReadOnlyList<string>? names)
    {
        if (labels is null || names is null) return;
        bool[] seen = new bool[names.Count];
        foreach (int label in labels) seen[label] = true;
        string[] missing = [.. names.Where((_, label) => !seen[label])];
        if (missing.Length > 0)
            _notes.Add($"{missing.Length} of {names.Count} classes never occur in the {part} part: {string.Join(", ", missing.Take(MaximumNamed))}{(missing.Length > MaximumNamed ? ", …" : "")}.");
    }
}
