using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Tests.Runs;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Studies.Conditioning;
using Neuromanifold.Studies.Framework;
using System.Text.Json.Nodes;

namespace Neuromanifold.Studies.Tests;

public sealed class ConditioningStudyTests : IDisposable
{
    private static readonly NetworkPlan s_network = new([1, 64], Starts: 1, Examples: 100) { Inputs = 5, Hidden = 5, Target = 0.6, MaximumSteps = 2000, MaximumNaturalSteps = 100 };
    private static readonly ConditioningPlan s_plan = new([12, 36], Starts: 2, s_network) { Reduction = 1e-4 };

    private readonly Scene _scene = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Plain_steps_grow_with_the_condition_number_and_natural_ones_do_not()
    {
        StudyOutcome outcome = Run("first");
        Assert.Equal(5 + 8, outcome.Claims.Count);
        JsonNode[] manifolds = [.. MeasurementsOf(outcome).Where(one => !IsOfNetwork(one))];
        Assert.Equal(32, manifolds.Length);
        foreach (JsonNode one in manifolds)
        {
            double condition = one["condition_number"]!.GetValue<double>(), theory = 0.5 * condition * Math.Log(1e4);
            Assert.InRange(condition, 6, 100);
            if (one["method"]!.GetValue<string>() == "plain gradient") Assert.InRange(one["steps"]!.GetValue<int>(), 0.3 * theory, 2 * theory);
            else Assert.InRange(one["steps"]!.GetValue<int>(), 1, 6);
        }

        // A quadratic loss in the chart of its own metric: one natural step of rate one, and the plain rate of theory.
        JsonNode[] quadratic = [.. manifolds.Where(one => one["problem"]!.GetValue<string>().Contains("known covariance", StringComparison.Ordinal)).TakeLast(2)];
        Assert.Equal(36, quadratic[1]["condition_number"]!.GetValue<double>(), 1e-9);
        Assert.Equal(1, quadratic[1]["steps"]!.GetValue<int>());
        Assert.Equal(1, quadratic[1]["rate"]!.GetValue<double>(), 1e-12);
        Assert.InRange(quadratic[0]["rate"]!.GetValue<double>(), 0.9, 1.1);

        ReportContent page = outcome.Report;
        Assert.Equal(page.ToJson(), ReportContent.FromJson(page.ToJson()).ToJson(), StringComparer.Ordinal);
        Assert.Equal(5, page.Study!.Charts.Count);
        Assert.All(page.Study.Charts, chart => Assert.Contains(chart.Subject, outcome.Claims.Select(claim => claim.Subject), StringComparer.Ordinal));
        Assert.All(page.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Headings.Count, row.Count)));

        Run("second");
        Assert.Equal(File.ReadAllText(StudyRun.ResultPath(_scene.PathOf("first"))), File.ReadAllText(StudyRun.ResultPath(_scene.PathOf("second"))), StringComparer.Ordinal);
    }

    [Fact]
    public void Affine_maps_of_a_networks_inputs_slow_the_plain_gradient_and_no_natural_one()
    {
        StudyOutcome outcome = Run("network", s_plan with { Conditions = [3], Starts = 1 });
        JsonNode[] network = [.. MeasurementsOf(outcome).Where(IsOfNetwork)];
        Assert.Equal(2 * 5, network.Length);
        Assert.All(network, one => Assert.True(one["steps"] is not null, string.Join("; ", network.Select(two => $"{two["condition_number"]} {two["method"]} {two["steps"]} {two["rate"]}"))));
        foreach (IGrouping<string, JsonNode> method in network.GroupBy(one => one["method"]!.GetValue<string>(), StringComparer.Ordinal))
        {
            int[] steps = [.. method.OrderBy(one => one["condition_number"]!.GetValue<double>()).Select(one => one["steps"]!.GetValue<int>())];
            if (method.Key == "sgd") Assert.True(steps[1] >= 1.5 * steps[0], $"{steps[0]}, {steps[1]}");
            else Assert.InRange(steps[1], steps[0] - 1, steps[0] + 1);
        }

        double[] fisher = [.. network.Select(one => one["fisher_condition_number"]!.GetValue<double>()).Distinct().Order()];
        Assert.Equal(2, fisher.Length);
        Assert.True(fisher[1] > 2 * fisher[0]);
    }

    [Fact]
    public void The_power_of_steps_is_that_of_their_law()
    {
        ConditioningMeasurement[] square = [.. new[] { 2.0, 10, 20, 40, 80 }.SelectMany(kappa => new[] { Of("plain gradient", kappa, (int)(3 * kappa * kappa)), Of("natural gradient", kappa, 7) })];
        Assert.Equal(2, ConditioningClaims.Power(square.Where(one => one.Method == "plain gradient"), 8)!.Value, 1e-12);
        Assert.Null(ConditioningClaims.OfManifold("p", square.Take(4), s_plan)[0].Held);
        IReadOnlyList<StudyClaim> claims = ConditioningClaims.OfManifold("p", square, s_plan);
        Assert.False(claims[0].Held);
        Assert.True(claims[1].Held);
    }

    [Fact]
    public void A_method_that_is_given_up_grows_if_it_is_the_plain_gradient_and_fails_if_it_is_a_natural_one()
    {
        IReadOnlyList<StudyClaim> claims = ConditioningClaims.OfNetwork("p", [Of("sgd", 1, 10), Of("sgd", 100, null), Of("kfac", 1, 10), Of("kfac", 100, null), Of("natural", 1, 10), Of("natural", 100, 10), Of("rngd", 1, 10), Of("rngd", 100, 100)], s_network);
        Assert.Equal([true, false, true, false], claims.Select(claim => claim.Held));
    }

    [Fact]
    public void Data_that_are_not_there_are_refused_before_anything_is_written()
    {
        ConditioningStudy study = new(s_plan, s_plan);
        StudyConfiguration configuration = new(study.Name, new DataConfiguration($"idx:{_scene.PathOf("nowhere")}"));
        Assert.Throws<InvalidInputException>(() => new StudyRun(study, _notes.Add).Start(configuration, _scene.PathOf("run"), (_, _) => new Scene.Stop(0), CancellationToken.None));
        Assert.False(Directory.Exists(_scene.PathOf("run")));
    }

    private static ConditioningMeasurement Of(string method, double kappa, int? steps) => new("p", kappa, 0, method, steps, 1);

    private static bool IsOfNetwork(JsonNode one) => one["problem"]!.GetValue<string>().StartsWith("network", StringComparison.Ordinal);

    private static JsonNode[] MeasurementsOf(StudyOutcome outcome) => [.. outcome.Json["measurements"]!.AsArray().Select(one => one!)];

    private StudyOutcome Run(string path, ConditioningPlan? plan = null)
    {
        ConditioningStudy study = new(plan ?? s_plan, s_plan);
        StudyConfiguration configuration = new(study.Name, study.DefaultData(_notes.Add)) { Seed = 5, Threads = 2 };
        return new StudyRun(study, _notes.Add).Start(configuration, _scene.PathOf(path), (_, _) => new Scene.Stop(0), CancellationToken.None);
    }
}
