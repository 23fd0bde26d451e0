using Neuromanifold.Experiments.Reports;
using System.Text.Json.Nodes;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>All that the study found and all that decided it.</summary>
internal sealed record ConditioningFindings(
    Study Study, ConditioningPlan Plan, StudyConfiguration Configuration, IReadOnlyList<ConditionedProblem> Problems, IReadOnlyList<ConditioningMeasurement> Measurements, IReadOnlyList<StudyClaim> Claims)
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
        ["distance"] = Plan.Distance,
        ["reduction"] = Plan.Reduction,
        ["starts"] = Plan.Starts,
        ["network"] = new JsonObject
        {
            ["data"] = Configuration.Data.Specification,
            ["examples"] = Plan.Network.Examples,
            ["starts"] = Plan.Network.Starts,
            ["damping"] = Plan.Network.Damping,
            ["target"] = Plan.Network.Target,
            ["most_steps"] = Plan.Network.MostSteps,
            ["most_natural_steps"] = Plan.Network.MostNaturalSteps,
        },
        ["problems"] = new JsonArray([.. Problems.Select(problem => new JsonObject { ["name"] = problem.Name, ["description"] = problem.Description, ["condition_of"] = problem.ConditionOf })]),
        ["claims"] = new JsonArray([.. Claims.Select(claim => new JsonObject
        {
            ["subject"] = claim.Subject,
            ["published"] = claim.Published,
            ["measured"] = claim.Measured,
            ["value"] = claim.Value,
            ["held"] = claim.Held,
        })]),
        ["measurements"] = new JsonArray([.. Measurements.Select(one => new JsonObject
        {
            ["problem"] = one.Problem,
            ["condition_number"] = one.Condition,
            ["start"] = one.Start,
            ["fisher_condition_number"] = one.FisherCondition,
            ["method"] = one.Method,
            ["steps"] = one.Steps,
            ["rate"] = one.Rate,
        })]),
    };
}
