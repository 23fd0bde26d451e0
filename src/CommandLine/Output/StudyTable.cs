using Neuromanifold.Experiments.Reports;
using System.Text.Json.Nodes;
using Neuromanifold.Studies;
using Neuromanifold.Studies.Framework;

namespace Neuromanifold.CommandLine.Output;

/// <summary>Studies, and what one found.</summary>
internal static class StudyTable
{
    /// <summary>A line a study.</summary>
    public static void PrintAll(bool asJson)
    {
        if (asJson)
        {
            Terminal.Result(new JsonObject
            {
                ["studies"] = new JsonArray([.. StudyCatalogue.All.Select(study => new JsonObject { ["name"] = study.Name, ["description"] = study.Description, ["publication"] = study.Publication })]),
            }.ToJsonString());
            return;
        }

        ResultTable table = new("study", "about", "published");
        foreach (Study study in StudyCatalogue.All) table.Add(study.Name, study.Description, study.Publication);
        table.Print();
    }

    /// <summary>What was published, what was measured, whether it held.</summary>
    public static void Print(Study study, StudyOutcome outcome)
    {
        Terminal.Result($"{study.Publication}.");
        foreach (IGrouping<string, StudyClaim> subject in outcome.Claims.GroupBy(claim => claim.Subject, StringComparer.Ordinal))
        {
            Terminal.Result("");
            Terminal.Result(subject.Key);
            foreach (StudyClaim claim in subject)
            {
                Terminal.Result($"  published: {claim.Published}");
                Terminal.Result($"  measured:  {claim.Measured}");
                Terminal.Result($"  held:      {Verdict(claim)}");
            }
        }
    }

    private static string Verdict(StudyClaim claim) => claim.Held switch
    {
        true => "yes",
        false => "no",
        _ => "cannot be judged",
    };
}
