using System.Text.Json;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Studies.Framework;

/// <summary>study.json and the page of any study: what all of them say, and the study's own.</summary>
internal static class StudyDocuments
{
    public static JsonObject Json(Study study, StudyConfiguration configuration, Dataset? dataset, StudyFindings findings)
    {
        StudyMembers.StudyHead head = new(configuration.Command, study.Name, study.Publication, Product.Version, configuration.Quick, configuration.Seed)
        {
            Threads = configuration.Threads,
            Blas = LinearAlgebraLibrary.Current.Name,
            Data = dataset is null ? null : new RunData(dataset.Name, dataset.Training.Count, dataset.Test.Count),
            Claims = [.. findings.Claims.Select(claim => new StudyMembers.JudgedClaim(claim.Subject, claim.Published, claim.Measured, claim.Value, claim.Held))],
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
