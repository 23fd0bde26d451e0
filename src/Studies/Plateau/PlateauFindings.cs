using Neuromanifold.Experiments.Reports;
using System.Text.Json.Nodes;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Studies.Optimisers;

namespace Neuromanifold.Studies.Plateau;

/// <summary>All that the study found and all that decided it.</summary>
internal sealed record PlateauFindings(
    Study Study, PlateauPlan Plan, StudyConfiguration Configuration, IReadOnlyList<PlateauMeasurement> Tried, IReadOnlyList<PlateauMeasurement> Measurements, IReadOnlyList<StudyClaim> Claims)
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
        ["inputs"] = Plan.Inputs,
        ["batch"] = Plan.Batch,
        ["start_length"] = Plan.StartLength,
        ["plateau"] = ErfCommittee.PlateauOfTwo,
        ["margin"] = Plan.Margin,
        ["target"] = Plan.Target,
        ["most_steps"] = Plan.MostSteps,
        ["claims"] = new JsonArray([.. Claims.Select(claim => new JsonObject
        {
            ["subject"] = claim.Subject,
            ["published"] = claim.Published,
            ["measured"] = claim.Measured,
            ["value"] = claim.Value,
            ["held"] = claim.Held,
        })]),
        ["choices"] = new JsonArray([.. Tried.Select(run => Of(run))]),
        ["measurements"] = new JsonArray([.. Measurements.Select(run =>
        {
            JsonObject one = Of(run);
            one["curve"] = new JsonArray([.. run.Curve.Select(point => new JsonObject
            {
                ["step"] = point.Step,
                ["error"] = point.Error,
                ["distance"] = point.Distance,
                ["smallest_eigenvalue"] = point.Smallest,
                ["largest_eigenvalue"] = point.Largest,
            })]);
            return one;
        })]),
    };

    private static JsonObject Of(PlateauMeasurement run) => new()
    {
        ["contender"] = run.Contender,
        ["seed"] = run.Seed,
        ["rate"] = run.Rate,
        ["plateau_height"] = run.Height,
        ["plateau_entered"] = run.Entered,
        ["plateau_left"] = run.Left,
        ["plateau_steps"] = run.Length,
        ["steps_to_target"] = run.Learnt,
        ["steps"] = run.Steps,
    };
}
