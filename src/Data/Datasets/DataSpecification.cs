using System.Collections.Immutable;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Datasets;

/// <summary>Which data are meant, as a user writes it: digits, mnist, fashion-mnist:DIR, idx:DIR, npy:X.npy,Y.npy or csv:FILE.</summary>
public sealed record DataSpecification
{
    private static readonly ImmutableArray<(string Name, DataKind Kind)> s_kinds =
    [
        ("digits", DataKind.Digits),
        ("mnist", DataKind.Mnist),
        ("fashion-mnist", DataKind.FashionMnist),
        ("idx", DataKind.Idx),
        ("npy", DataKind.Numpy),
        ("csv", DataKind.Csv),
    ];

    private DataSpecification(DataKind kind, string text, params ImmutableArray<string> paths)
    {
        Kind = kind;
        Text = text;
        Paths = paths;
    }

    /// <summary>The kind of data.</summary>
    public DataKind Kind { get; }

    /// <summary>The folder or the files; empty for generated data and for data sets in their default place.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>What the user wrote.</summary>
    public string Text { get; }

    /// <summary>Reads what the user wrote; no file is touched.</summary>
    /// <exception cref="InvalidInputException">The name is unknown, or a path is missing or too many.</exception>
    public static DataSpecification Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon];
        string? place = colon < 0 ? null : text[(colon + 1)..];
        foreach ((string known, DataKind kind) in s_kinds)
        {
            if (name == known) return Parse(kind, text, place);
        }

        throw Refusal(text, $"'{text}'", NearestName.Question(name, s_kinds.Select(entry => entry.Name)) ?? FileQuestion(text));
    }

    /// <summary>What the user wrote.</summary>
    public override string ToString() => Text;

    private static DataSpecification Parse(DataKind kind, string text, string? place)
    {
        if (place?.Length == 0) throw Refusal(text, $"'{text}', which names no place after the colon", nextStep: null);
        switch (kind)
        {
            case DataKind.Digits:
                return place is null ? new(kind, text) : throw Refusal(text, $"'{text}'", "The digits are generated: write digits alone.");
            case DataKind.Mnist or DataKind.FashionMnist:
                return place is null ? new(kind, text) : new(kind, text, place);
            case DataKind.Numpy:
                string[] files = place?.Split(',') ?? [];
                return files.Length == 2 && files.All(file => file.Length > 0)
                    ? new(kind, text, files[0], files[1])
                    : throw Refusal(text, $"'{text}'", "Name two files, inputs and outcomes: npy:X.npy,Y.npy.");
            default:
                return place is not null ? new(kind, text, place) : throw Refusal(text, $"'{text}'", $"Name a place after a colon: {text}:{(kind == DataKind.Csv ? "FILE" : "DIR")}.");
        }
    }

    private static string? FileQuestion(string text) =>
        text.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? $"Did you mean 'csv:{text}'?"
        : text.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? $"Did you mean 'npy:{text},OUTCOMES.npy'?"
        : null;

    private static InvalidInputException Refusal(string text, string found, string? nextStep) => new(
        text.Length == 0 ? "the data" : $"the data '{text}'",
        text.Length == 0 ? "no name" : found,
        "digits, mnist, fashion-mnist, mnist:DIR, fashion-mnist:DIR, idx:DIR, npy:X.npy,Y.npy or csv:FILE",
        nextStep);
}
