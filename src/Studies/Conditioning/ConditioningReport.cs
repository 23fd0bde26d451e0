using System.Globalization;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>Says on a page what the study found: a table and a chart for each problem.</summary>
internal static class ConditioningReport
{
    /// <summary>The page.</summary>
    public static ReportContent Of(ConditioningFindings findings) => new()
    {
        Title = "Steps of the plain and natural gradients",
        Subtitle = $"{findings.Study.Publication}, measured again.",
        Generated = Product.NameAndVersion,
        Facts =
        [
            new("network", $"data {findings.Configuration.Data.Specification}, {findings.Plan.Network.Examples} examples; {findings.Plan.Network.Starts} {(findings.Plan.Network.Starts == 1 ? "start" : "starts")}, seed {findings.Configuration.Seed}; until the loss is {Text(findings.Plan.Network.Target)} of what it was"),
            new("natural gradients of the network", $"the metric of all examples, anew at every step, of rngd the mean of the last {NetworkMethod.Window}; damping {Text(findings.Plan.Network.Damping)}; no momentum, no limit on a step"),
            new("manifolds", $"negative log-likelihood; {findings.Plan.Starts} starts at Fisher length {Text(findings.Plan.Distance)} from the answer; until the Fisher length of the gradient is {Text(findings.Plan.Reduction)} of what it was"),
        ],
        Notes =
        [
            "Every method takes every step with one rate, the one with which it needs the fewest steps from that start.",
            "In the network κ is the ratio of the extreme eigenvalues of the inputs' covariance; the first layer is changed with the inputs, so that at every κ a start is the same function. On a manifold κ is that ratio for the Fisher metric at the answer, in the chart the steps are taken in; the metric is the second derivative of the loss there.",
        ],
        Tables =
        [
            .. findings.Problems.Select(problem => Table(problem, [.. findings.Measurements.Where(one => one.Problem == problem.Name)])),
        ],
        Study = new ReportStudy
        {
            Claims = findings.Claims,
            Charts = [.. findings.Problems.Select(problem => Chart(problem, findings))],
        },
    };

    private static ReportChart Chart(ConditionedProblem problem, ConditioningFindings findings)
    {
        ConditioningMeasurement[] own = [.. findings.Measurements.Where(one => one.Problem == problem.Name)];
        double[] conditions = [.. own.Select(one => one.Condition).Distinct().Order()];
        ReportLine[] theory = problem.PlainSteps(1) is null
            ? []
            : [new ReportLine { Name = "(κ/2) ln(1/tolerance)", Style = ReportLineStyle.Dashed, X = conditions, Y = [.. conditions.Select(condition => problem.PlainSteps(condition)!.Value)] }];
        return new ReportChart
        {
            Subject = problem.Name,
            Title = problem is ManifoldProblem ? "Steps to the answer" : "Steps to the target",
            Description = $"{problem.Description} Lines are medians over starts, bands their range.",
            X = new ReportAxis($"condition number κ of {problem.ConditionOf}", IsLogarithmic: true),
            Y = new ReportAxis("steps", IsLogarithmic: true),
            Lines = [.. own.GroupBy(one => one.Method, StringComparer.Ordinal).Select(Line), .. theory],
        };
    }

    // A κ from which not every start came to its end is a gap.
    private static ReportLine Line(IGrouping<string, ConditioningMeasurement> method)
    {
        IGrouping<double, ConditioningMeasurement>[] groups = [.. method.GroupBy(one => one.Condition).Where(group => group.All(one => one.Steps is not null)).OrderBy(group => group.Key)];
        return new ReportLine
        {
            Name = method.Key,
            X = [.. groups.Select(group => group.Key)],
            Y = [.. groups.Select(group => MedianOf(group, one => one.Steps))],
            Low = [.. groups.Select(group => (double)group.Min(one => one.Steps)!)],
            High = [.. groups.Select(group => (double)group.Max(one => one.Steps)!)],
        };
    }

    // A row a method, a column a condition number.
    private static ReportTable Table(ConditionedProblem problem, ConditioningMeasurement[] own)
    {
        double[] conditions = [.. own.Select(one => one.Condition).Distinct().Order()];
        IReadOnlyList<string>[] methods = [.. own.GroupBy(one => one.Method, StringComparer.Ordinal).Select(method => (string[])[method.Key, .. conditions.Select(condition => Cell([.. method.Where(one => one.Condition == condition)]))])];
        string[] fisher = own.Any(one => one.FisherCondition is not null)
            ? ["condition number of the Fisher matrix", .. conditions.Select(condition => Text(MedianOf(own.Where(one => one.Condition == condition), one => one.FisherCondition ?? double.NaN)))]
            : [];
        return new ReportTable(
            problem.Name,
            ["steps (best rate)", .. conditions.Select(condition => $"κ = {Text(condition)}")],
            fisher.Length == 0 ? methods : [.. methods, fisher],
            problem is ManifoldProblem
                ? "Medians of the starts. The best rate of the plain gradient is given times the mean of the extreme eigenvalues of the metric at the answer; on a quadratic loss theory says 1."
                : "Medians of the starts. A constant added to all logits changes nothing; the condition number is that of the rest of the Fisher matrix, at the start.");
    }

    private static string Cell(ConditioningMeasurement[] starts) => starts.Any(one => one.Steps is null)
        ? "given up"
        : $"{MedianOf(starts, one => one.Steps).ToString("n0", CultureInfo.InvariantCulture)} ({Text(MedianOf(starts, one => one.Rate))})";

    private static double MedianOf(IEnumerable<ConditioningMeasurement> measurements, Func<ConditioningMeasurement, double?> read) => Median.Of(measurements.Select(one => read(one)!.Value));

    private static string Text(double value) => value.ToString("g3", CultureInfo.InvariantCulture);
}
