namespace Neuromanifold.Experiments.Reports;

/// <summary>What a report says, before anything is drawn: facts about the experiment, the runs' measurements and what to try next.</summary>
/// <remarks>Values that are not finite (a diverged loss, say) are undefined: they are written as null and drawn as gaps.</remarks>
public sealed record ReportContent
{
    /// <summary>Writes the page to a path, whose folder is made if need be. A reader finds the old page or the new one, never a part.</summary>
    /// <exception cref="Numerics.Errors.OutputException">The path cannot be written; what was there is unchanged.</exception>
    public void WritePage(string path) => ReportPage.Write(this, path);

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence under the heading, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>What made the page: the product with its version.</summary>
    public required string Generated { get; init; }

    /// <summary>Labelled values: data, network, machine.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>Sentences the reader should know before the numbers.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The runs. Those of one optimiser with different seeds are drawn together, as mean ± standard deviation.</summary>
    [JsonInclude]
    internal IReadOnlyList<ReportRun> Runs { get; init; } = [];

    /// <summary>The cost of one step of an optimiser relative to SGD's, or null where it was not measured.</summary>
    [JsonInclude]
    [JsonPropertyName("step_cost")]
    internal IReadOnlyDictionary<string, double>? StepCostRatios { get; init; }

    /// <summary>Tables beside the runs: what was measured of a trained network.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>The learning zones of a trained network's layers.</summary>
    [JsonInclude]
    internal IReadOnlyList<ReportZones> Zones { get; init; } = [];

    /// <summary>What a study found, or null.</summary>
    public ReportStudy? Study { get; init; }

    /// <summary>Commands to try next, or null.</summary>
    [JsonInclude]
    internal IReadOnlyList<string>? Next { get; init; }

    /// <summary>
    /// This content as JSON, names in snake_case, numbers in full precision. The text can stand inside an HTML element: no
    /// <c>&lt;</c>, <c>&gt;</c> or <c>&amp;</c> occurs in it.
    /// </summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.ReportContent);

    /// <summary>The content that <see cref="ToJson"/> wrote; undefined numbers return as NaN or null.</summary>
    /// <exception cref="JsonException">The text is not such JSON, lacks a member or has an unknown one.</exception>
    public static ReportContent FromJson(string json) =>
        JsonSerializer.Deserialize(json, ReportJson.Default.ReportContent) ?? throw new JsonException("The report's content is null.");
}
