using System.Globalization;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Experiments.Studies.Conditioning;

/// <summary>Says on a page what the study found: a chart a manifold.</summary>
internal static class ConditioningReport
{
    /// <summary>The page.</summary>
    public static ReportContent Of(ConditioningFindings findings) => new()
    {
        Title = "Steps of the plain and the natural gradient",
        Subtitle = $"{findings.Study.Publication}, measured again.",
        Generated = Product.NameAndVersion,
        Facts =
        [
            new("loss", "negative log-likelihood"),
            new("starts", $"{findings.Plan.Starts} at Fisher length {findings.Plan.Distance.ToString(CultureInfo.InvariantCulture)} from the answer, seed {findings.Configuration.Seed}"),
            new("until", $"the Fisher length of the gradient has fallen to {findings.Plan.Reduction.ToString(CultureInfo.InvariantCulture)} of what it was"),
        ],
        Notes =
        [
            "Both gradients take every step with one rate, the one with which they need the fewest steps from that start.",
            "κ is the ratio of the extreme eigenvalues of the Fisher metric at the answer, in the chart the steps are taken in; the metric is the second derivative of the loss there.",
        ],
        Tables =
        [
            new(
                "Steps in the median of the starts",
                ["manifold", "κ", "plain", "natural", "best rate, plain", "best rate, natural"],
                [.. findings.Measurements.GroupBy(one => (one.Problem, one.Condition)).Select(Row)],
                "The best rate of the plain gradient is given times the mean of the extreme eigenvalues of the metric at the answer; on a quadratic loss theory says 1."),
        ],
        Study = new ReportStudy
        {
            Claims = findings.Claims,
            Charts = [.. ConditionedProblem.All.Select(problem => Chart(problem, findings))],
        },
    };

    private static ReportChart Chart(ConditionedProblem problem, ConditioningFindings findings)
    {
        IGrouping<double, ConditioningMeasurement>[] groups = [.. findings.Measurements.Where(one => one.Problem == problem.Name).GroupBy(one => one.Condition).OrderBy(group => group.Key)];
        double[] conditions = [.. groups.Select(group => group.Key)];
        return new ReportChart
        {
            Subject = problem.Name,
            Title = "Steps to the answer",
            Description = $"{problem.Description} Lines are medians over starts, bands their range.",
            X = new ReportAxis("condition number κ of the metric", IsLogarithmic: true),
            Y = new ReportAxis("steps", IsLogarithmic: true),
            Lines =
            [
                Line("plain gradient", one => one.PlainSteps),
                Line("natural gradient", one => one.NaturalSteps),
                new ReportLine
                {
                    Name = "(κ/2) ln(1/tolerance)",
                    Style = ReportLineStyle.Dashed,
                    X = conditions,
                    Y = [.. conditions.Select(condition => -0.5 * condition * Math.Log(findings.Plan.Reduction))],
                },
            ],
        };

        ReportLine Line(string name, Func<ConditioningMeasurement, int> steps) => new()
        {
            Name = name,
            X = conditions,
            Y = [.. groups.Select(group => Median(group, one => steps(one)))],
            Low = [.. groups.Select(group => (double)group.Min(steps))],
            High = [.. groups.Select(group => (double)group.Max(steps))],
        };
    }

    private static IReadOnlyList<string> Row(IGrouping<(string Problem, double Condition), ConditioningMeasurement> group) =>
    [
        group.Key.Problem,
        group.Key.Condition.ToString("n1", CultureInfo.InvariantCulture),
        Median(group, one => one.PlainSteps).ToString("n0", CultureInfo.InvariantCulture),
        Median(group, one => one.NaturalSteps).ToString("n0", CultureInfo.InvariantCulture),
        Median(group, one => one.PlainRate).ToString("f2", CultureInfo.InvariantCulture),
        Median(group, one => one.NaturalRate).ToString("f2", CultureInfo.InvariantCulture),
    ];

    private static double Median(IEnumerable<ConditioningMeasurement> measurements, Func<ConditioningMeasurement, double> read)
    {
        double[] values = [.. measurements.Select(read).Order()];
        return values[values.Length / 2];
    }
}
