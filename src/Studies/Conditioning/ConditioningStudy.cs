using System.Text.Json;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>
/// The steps that the plain and natural gradients take, by a condition number κ: of the metric on statistical manifolds, of the inputs
/// in a network. Sources: [Amari98] and [MartensGrosse15] for natural gradients, [Nesterov04] for the plain one.
/// </summary>
internal sealed class ConditioningStudy(ConditioningPlan full, ConditioningPlan quick) : MeasuredStudy<MeasuredRows<ConditioningMeasurement>>(
    "conditioning",
    "Steps of the plain and natural gradients",
    "steps of the plain and natural gradients, by a condition number: of the inputs in a network, of the metric on manifolds",
    "Amari, Natural gradient works efficiently in learning, Neural Computation 10, 1998; Martens and Grosse, Optimizing neural networks with "
        + "Kronecker-factored approximate curvature, ICML 2015; Nesterov, Introductory lectures on convex optimization, 2004, Theorem 2.1.15",
    "measurements.jsonl",
    ConditioningJson.Default.MeasuredRowsConditioningMeasurement,
    static one => one.Trial)
{
    // Of one thread, for the whole study.
    private const double FullSeconds = 1200, QuickSeconds = 120;

    protected internal override bool IsParallel => true;

    protected internal override IReadOnlyList<Measurement<MeasuredRows<ConditioningMeasurement>>> Measurements(StudyBench bench)
    {
        Measurement<MeasuredRows<ConditioningMeasurement>>[] all =
        [
            .. Problems(bench).SelectMany(problem => problem.Conditions.SelectMany(kappa => Enumerable.Range(0, problem.Starts).Select(start =>
            {
                string name = $"{problem.Name}, κ = {NumberText.Exact(kappa)}, start {start}";
                return new Measurement<MeasuredRows<ConditioningMeasurement>>(name, _ => new MeasuredRows<ConditioningMeasurement>(name, problem.Measure(kappa, start, bench.Cancellation)));
            }))),
        ];
        double seconds = (bench.Configuration.Quick ? QuickSeconds : FullSeconds) / all.Length;
        return [.. all.Select(one => one with { Seconds = seconds })];
    }

    protected internal override StudyFindings Conclude(StudyBench bench, IReadOnlyList<MeasuredRows<ConditioningMeasurement>> records)
    {
        ConditioningPlan plan = PlanOf(bench);
        IReadOnlyList<ConditionedProblem> problems = Problems(bench);
        ConditioningFindings findings = new(plan, bench.Configuration, problems, [.. records.SelectMany(record => record.Rows)]);
        ConditioningDocuments.ConditioningDocument document = new(
            plan.Distance,
            plan.Reduction,
            plan.Starts,
            plan.Network,
            [.. problems.Select(problem => new ConditioningDocuments.ProblemDocument(problem.Name, problem.Description, problem.ConditionOf))],
            findings.Measurements);
        JsonObject json = JsonSerializer.SerializeToNode(document, ConditioningJson.Default.ConditioningDocument)!.AsObject();
        json["network"]!["data"] = bench.Configuration.Data.Specification;
        return new StudyFindings([.. problems.SelectMany(problem => problem.Claims(findings.Of(problem)))], json)
        {
            Facts = ConditioningReport.Facts(findings),
            Notes = ConditioningReport.Notes,
            Tables = [.. problems.Select(problem => ConditioningReport.Table(problem, findings.Of(problem)))],
            Charts = [.. problems.Select(problem => ConditioningReport.Chart(problem, findings.Of(problem)))],
        };
    }

    private ConditioningPlan PlanOf(StudyBench bench) => bench.Configuration.Quick ? quick : full;

    private IReadOnlyList<ConditionedProblem> Problems(StudyBench bench)
    {
        ConditioningPlan plan = PlanOf(bench);
        long seed = bench.Configuration.Seed;
        return [new NetworkProblem(plan.Network, bench.Dataset, seed), .. ManifoldProblem.All(plan, seed)];
    }
}
