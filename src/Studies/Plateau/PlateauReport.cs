namespace Neuromanifold.Studies.Plateau;

/// <summary>Shows what the study found.</summary>
internal static class PlateauReport
{
    /// <summary>What a reader must know.</summary>
    public const string Note =
        "The error is that over all inputs, in closed form, after every step; so are the eigenvalues of the Fisher matrix. Optimisers see "
        + "their batch alone: the natural gradient's metric is the batch's own.";

    /// <summary>How it was set up.</summary>
    public static IReadOnlyList<ReportFact> Facts(PlateauFindings findings)
    {
        PlateauPlan plan = findings.Plan;
        return
        [
            new("student and teacher", $"erf(w_1·x/√2) + erf(w_2·x/√2) of {plan.Inputs} standard normal inputs; the teacher's units orthonormal, the student's of length {NumberText.Short(plan.StartLength)} at first"),
            new("steps", $"on {plan.Batch} new examples each, squared error; no momentum, no limit on a step"),
            new("starts", $"{plan.Seeds}, from seed {findings.Configuration.Seed} on"),
            new("learning rates", $"of {string.Join(", ", plan.Rates.Select(value => NumberText.Short(value)))} times one plus the damping, that with the fewest steps to the target in the median of {plan.ChoiceSeeds} other starts"),
            new("plateau", $"until the error is {NumberText.Short(100 * plan.Margin)} % below {NumberText.Short(ErfCommittee.PlateauOfTwo)}, where vanishing steps of the plain gradient stand still; from when it is no more than {NumberText.Short(100 * plan.Margin)} % above its own median till then"),
            new("learnt", $"an error of {NumberText.Short(100 * plan.Target)} % of that"),
        ];
    }

    /// <summary>How long each contender takes.</summary>
    public static ReportTable Table(PlateauFindings findings) => new(
        "Steps in the median of the starts",
        ["contender", "rate", "height of the plateau", "on the plateau", "to learn"],
        [.. findings.Measurements.GroupBy(run => run.Contender, StringComparer.Ordinal).Select(runs => Row(runs.Key, [.. runs]))],
        $"The range over starts in parentheses. The height is the median error until the plateau is left; in theory, for vanishing steps, it is {NumberText.Short(ErfCommittee.PlateauOfTwo)}.");

    /// <summary>Error, distance of the units and eigenvalues on the way.</summary>
    public static IReadOnlyList<ReportChart> Charts(PlateauFindings findings)
    {
        PlateauPlan plan = findings.Plan;
        string[] apart = [PlateauContender.Plain, PlateauContender.NaturalAt(plan.Dampings[0]), PlateauContender.UnitWiseAt(plan.Dampings[0])];
        string[] damped = [PlateauContender.Plain, .. plan.Dampings.Select(PlateauContender.NaturalAt)];
        string singular = findings.Claims[0].Subject;
        return
        [
            .. Charts(findings, singular, apart[..2]),
            Eigenvalues(findings, singular, apart[..2]),
            Error(findings, findings.Claims[^2].Subject, damped),
            .. Charts(findings, findings.Claims[^1].Subject, apart),
        ];
    }

    private static IEnumerable<ReportChart> Charts(PlateauFindings findings, string subject, string[] contenders) =>
    [
        Error(findings, subject, contenders),
        Chart(findings, subject, "Distance of the units", "|w_1 − w_2|; it is zero on the singular set. Medians over starts, bands their range.", "|w_1 − w_2|", contenders, point => point.Distance),
    ];

    private static ReportChart Error(PlateauFindings findings, string subject, string[] contenders)
    {
        ReportChart chart = Chart(findings, subject, "Error over steps", "½ E[(f − f*)²]. Medians over starts, bands their range; a line ends where the first start is at its end.", "generalisation error", contenders, point => point.Error);
        double last = chart.Lines.Max(line => line.X[^1]);
        return chart with
        {
            Lines = [.. chart.Lines, new ReportLine { Name = "plateau in theory", Style = ReportLineStyle.Dashed, X = [1, last], Y = [ErfCommittee.PlateauOfTwo, ErfCommittee.PlateauOfTwo] }],
        };
    }

    private static ReportChart Eigenvalues(PlateauFindings findings, string subject, string[] contenders) => new()
    {
        Subject = subject,
        Title = "Least eigenvalue of the Fisher matrix",
        Description = "By the distance of the units, at every drawn point of every start from the plateau on. Where the units are close it goes as the square.",
        X = new ReportAxis("|w_1 − w_2|", IsLogarithmic: true),
        Y = new ReportAxis("least eigenvalue", IsLogarithmic: true),
        Lines =
        [
            .. contenders.Select(contender =>
            {
                PlateauPoint[] points = [.. findings.Measurements.Where(run => run.Contender == contender).SelectMany(run => run.FromPlateau)];
                return new ReportLine { Name = contender, Style = ReportLineStyle.Points, X = [.. points.Select(point => point.Distance)], Y = [.. points.Select(point => point.Smallest)] };
            }),
        ],
    };

    private static ReportChart Chart(PlateauFindings findings, string subject, string title, string description, string label, string[] contenders, Func<PlateauPoint, double> read) => new()
    {
        Subject = subject,
        Title = title,
        Description = description,
        X = new ReportAxis("steps", IsLogarithmic: true),
        Y = new ReportAxis(label, IsLogarithmic: true),
        Lines = [.. contenders.Select(contender => Line(contender, [.. findings.Measurements.Where(run => run.Contender == contender)], read))],
    };

    // Where all starts still run.
    private static ReportLine Line(string name, PlateauMeasurement[] runs, Func<PlateauPoint, double> read)
    {
        (int Step, double[] Values)[] points =
        [
            .. runs.SelectMany(run => run.Curve).Where(point => point.Step > 0).GroupBy(point => point.Step).OrderBy(group => group.Key)
                .Select(group => (group.Key, Values: group.Select(read).ToArray())).Where(point => point.Values.Length == runs.Length),
        ];
        return new ReportLine
        {
            Name = name,
            X = [.. points.Select(point => (double)point.Step)],
            Y = [.. points.Select(point => Numbers.Median(point.Values))],
            Low = [.. points.Select(point => point.Values.Min())],
            High = [.. points.Select(point => point.Values.Max())],
        };
    }

    private static IReadOnlyList<string> Row(string contender, PlateauMeasurement[] runs) =>
        [contender, NumberText.Short(runs[0].Rate), NumberText.Short(Numbers.Median(runs.Select(run => run.Height))), PlateauClaims.Steps(runs).Replace(" steps", "", StringComparison.Ordinal), PlateauClaims.Learnt(runs).Replace(" steps", "", StringComparison.Ordinal)];
}
