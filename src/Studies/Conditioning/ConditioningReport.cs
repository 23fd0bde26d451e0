namespace Neuromanifold.Studies.Conditioning;

/// <summary>Shows what the study found: a table and a chart for each problem.</summary>
internal static class ConditioningReport
{
    /// <summary>What a reader must know.</summary>
    public static IReadOnlyList<string> Notes { get; } =
    [
        "Every method takes every step with one rate, the one with which it needs the fewest steps from that start.",
        "In the network κ is the ratio of the extreme eigenvalues of the inputs' covariance; the first layer is changed with the inputs, "
            + "so that at every κ a start is the same function. On a manifold κ is that ratio for the Fisher metric at the answer, in the "
            + "chart the steps are taken in; the metric is the second derivative of the loss there.",
    ];

    /// <summary>How it was set up.</summary>
    public static IReadOnlyList<ReportFact> Facts(ConditioningFindings findings)
    {
        ConditioningPlan plan = findings.Plan;
        NetworkPlan network = plan.Network;
        return
        [
            new("network", $"{network.Examples} examples; {Numbers.Many(network.Starts, "start")}, seed {findings.Configuration.Seed}; until the loss is {NumberText.Short(network.Target)} of what it was"),
            new("natural gradients of the network", $"the metric of all examples, anew at every step, of rngd the mean of the last {NetworkMethod.Window}; damping {NumberText.Short(network.Damping)}; no momentum, no limit on a step"),
            new("manifolds", $"negative log-likelihood; {plan.Starts} starts at Fisher length {NumberText.Short(plan.Distance)} from the answer; until the Fisher length of the gradient is {NumberText.Short(plan.Reduction)} of what it was"),
        ];
    }

    /// <summary>Steps over κ.</summary>
    public static ReportChart Chart(ConditionedProblem problem, ConditioningMeasurement[] own)
    {
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

    /// <summary>A row a method, a column a condition number.</summary>
    public static ReportTable Table(ConditionedProblem problem, ConditioningMeasurement[] own)
    {
        double[] conditions = [.. own.Select(one => one.Condition).Distinct().Order()];
        IReadOnlyList<string>[] methods = [.. own.GroupBy(one => one.Method, StringComparer.Ordinal).Select(method => (string[])[method.Key, .. conditions.Select(condition => Cell([.. method.Where(one => one.Condition == condition)]))])];
        string[] fisher = own.Any(one => one.FisherCondition is not null)
            ? ["condition number of the Fisher matrix", .. conditions.Select(condition => NumberText.Short(MedianOf(own.Where(one => one.Condition == condition), one => one.FisherCondition ?? double.NaN)))]
            : [];
        return new ReportTable(
            problem.Name,
            ["steps (best rate)", .. conditions.Select(condition => $"κ = {NumberText.Short(condition)}")],
            fisher.Length == 0 ? methods : [.. methods, fisher],
            problem is ManifoldProblem
                ? "Medians of the starts. The best rate of the plain gradient is given times the mean of the extreme eigenvalues of the metric at the answer; on a quadratic loss theory says 1."
                : "Medians of the starts. A constant added to all logits changes nothing; the condition number is that of the rest of the Fisher matrix, at the start.");
    }

    private static string Cell(ConditioningMeasurement[] starts) => starts.Any(one => one.Steps is null)
        ? "given up"
        : $"{NumberText.Count(MedianOf(starts, one => one.Steps))} ({NumberText.Short(MedianOf(starts, one => one.Rate))})";

    private static double MedianOf(IEnumerable<ConditioningMeasurement> measurements, Func<ConditioningMeasurement, double?> read) => Numbers.Median(measurements.Select(one => read(one)!.Value));
}
