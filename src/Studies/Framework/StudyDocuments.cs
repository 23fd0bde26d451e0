using System.Text.Json;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Studies.Framework;

/// <summary>study.json and the page of any study: what all of them say, and the study's own.</summary>
internal static class StudyDocuments
{
    public static JsonObject Json(Study study, StudyConfiguration configuration, Dataset? dataset, StudyFindings findings)
    {
        StudyHead head = new(configuration.Command, study.Name, study.Publication, Product.Version, configuration.Quick, configuration.Seed)
        {
            Threads = configuration.Threads,
            Blas = LinearAlgebraLibrary.Current.Name,
            Data = dataset is null ? null : new RunData(dataset.Name, dataset.Training.Count, dataset.Test.Count),
            Claims = [.. findings.Claims.Select(claim => new JudgedClaim(claim.Subject, claim.Published, claim.Measured, claim.Value, claim.Held))],
        };
        JsonObject json = JsonSerializer.SerializeToNode(head, StudyJson.Default.StudyHead)!.AsObject();
        foreach ((string name, JsonNode? value) in findings.Json) json[name] = value?.DeepClone();
        return json;
    }

    public static ReportContent Page(Study study, Dataset? dataset, StudyFindings findings) => new()
    {
        Title = study.Title,
        Subtitle = $"{study.Publication}, measured here.",
        Generated = Product.NameAndVersion,
        Facts =
        [
            .. dataset is null ? Array.Empty<ReportFact>() : [new("data", $"{dataset.Name}: {Count(dataset.Training)} + {Count(dataset.Test)} examples")],
            .. findings.Facts,
            new("linear algebra", LinearAlgebraLibrary.Current.Name),
        ],
        Notes = [.. dataset?.Notes ?? [], .. findings.Notes],
        Tables = findings.Tables,
        Study = new ReportStudy { Claims = findings.Claims, Charts = findings.Charts, Figures = findings.Figures },
    };

    private static string Count(IDatasetPart part) => NumberText.Count(part.Count);
}

/// <summary>What study.json says of any study.</summary>
internal sealed record StudyHead(string Command, string Study, string Publication, string Version, bool Quick, long Seed)
{
    public required int Threads { get; init; }

    public required string Blas { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunData? Data { get; init; }

    public required IReadOnlyList<JudgedClaim> Claims { get; init; }
}

/// <summary>A claim in study.json.</summary>
internal sealed record JudgedClaim(string Subject, string Published, string Measured, double? Value, bool? Held)
{
    /// <summary>Why there is no number; absent where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason => Value is null ? Measured : null;
}

/// <summary>How what all studies say looks in JSON.</summary>
[JsonSerializable(typeof(StudyHead))]
[JsonSerializable(typeof(JsonObject))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
internal sealed partial class StudyJson : JsonSerializerContext;
