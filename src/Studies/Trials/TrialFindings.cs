using System.Globalization;
using System.Text.Json.Nodes;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Studies.Trials;

/// <summary>All that a study of trials found and all that decided it.</summary>
internal sealed record TrialFindings(TrialStudy Study, StudyConfiguration Configuration, Dataset Dataset, TrialRows Rows, IReadOnlyList<StudyClaim> Claims)
{
    /// <summary>study.json.</summary>
    public JsonObject ToJson() => new()
    {
        ["command"] = Configuration.Command,
        ["study"] = Study.Name,
        ["publication"] = Study.Publication,
        ["version"] = Product.Version,
        ["quick"] = Configuration.Quick,
        ["seed"] = Configuration.Seed,
        ["threads"] = Configuration.Threads,
        ["blas"] = LinearAlgebraLibrary.Current.Name,
        ["data"] = new JsonObject { ["name"] = Dataset.Name, ["train"] = Dataset.Training.Count, ["test"] = Dataset.Test.Count },
        ["facts"] = new JsonObject(Study.Facts(Configuration.Quick).Select(fact => KeyValuePair.Create<string, JsonNode?>(fact.Label, fact.Value))),
        ["claims"] = new JsonArray([.. Claims.Select(Claim)]),
        ["measurements"] = new JsonArray([.. Rows.All.Select(Row)]),
    };

    /// <summary>The page.</summary>
    public ReportContent ToReport() => new()
    {
        Title = Study.Title,
        Subtitle = $"{Study.Publication}, measured here.",
        Generated = Product.NameAndVersion,
        Facts =
        [
            new("data", $"{Dataset.Name}: {Dataset.Training.Count.ToString("n0", CultureInfo.InvariantCulture)} + {Dataset.Test.Count.ToString("n0", CultureInfo.InvariantCulture)} examples"),
            .. Study.Facts(Configuration.Quick),
            new("linear algebra", LinearAlgebraLibrary.Current.Name),
        ],
        Notes = [.. Dataset.Notes, "A claim is judged by means over seeds."],
        Tables = Study.Tables(Rows),
        Study = new ReportStudy { Claims = Claims, Charts = Study.Charts(Rows) },
    };

    private static JsonObject Claim(StudyClaim claim)
    {
        JsonObject json = new()
        {
            ["subject"] = claim.Subject,
            ["published"] = claim.Published,
            ["measured"] = claim.Measured,
            ["value"] = claim.Value,
            ["held"] = claim.Held,
        };
        if (claim.Value is null) json["reason"] = claim.Measured;
        return json;
    }

    private static JsonObject Row(TrialRow row)
    {
        JsonObject json = new() { ["part"] = row.Part, ["method"] = row.Method, ["setting"] = row.Setting, ["seed"] = row.Seed };
        if (row.Setting is null) json["reason"] = "setting is null: the method has none";
        foreach ((string name, double value) in row.Values) json[name] = value;
        return json;
    }
}
