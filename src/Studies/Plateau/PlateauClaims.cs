namespace Neuromanifold.Studies.Plateau;

/// <summary>What was published of plateaus, judged by measurements.</summary>
internal static class PlateauClaims
{
    /// <summary>"Much shorter" is read as shorter by so much.</summary>
    public const double MuchShorter = 10;

    /// <summary>"As long" is read as at least so large a part.</summary>
    public const double AsLong = 0.5;

    /// <summary>Distances of the units, in those of a teacher, below which the law near the singularity is looked for.</summary>
    public const double NearDistance = 0.2;

    private const double PowerMargin = 0.1;
    private const string Machine = "soft-committee machine", Damped = "damping", Units = "a block for each unit";

    /// <summary>Judges the claims; each contender has one rate, chosen on other starts.</summary>
    /// <param name="plan">How it was measured.</param>
    /// <param name="measurements">The runs.</param>
    public static IReadOnlyList<StudyClaim> Of(PlateauPlan plan, IReadOnlyList<PlateauMeasurement> measurements)
    {
        PlateauMeasurement[] Runs(string contender) => [.. measurements.Where(run => run.Contender == contender)];
        PlateauMeasurement[] plain = Runs(PlateauContender.Plain), natural = Runs(PlateauContender.NaturalAt(plan.Dampings[0])), units = Runs(PlateauContender.UnitWiseAt(plan.Dampings[0]));
        PlateauMeasurement[] damped = Runs(PlateauContender.NaturalAt(plan.Dampings[^1]));
        double far = Length(plain), near = Length(natural);
        double? power = Power(measurements.SelectMany(run => run.FromPlateau));
        return
        [
            new(
                Machine,
                "The plain gradient stands still on a plateau for most of the time that learning takes.",
                $"In the median of {plain.Length} starts it is on the plateau for {Steps(plain)}, and has learnt after {Learnt(plain)}.",
                Share(plain),
                plain.All(run => run.Learnt is null) ? null : Share(plain) > 0.5),
            new(
                Machine,
                "The natural gradient does not stand still there.",
                $"At damping {NumberText.Short(plan.Dampings[0])} it is on the plateau for {Steps(natural)}, the plain gradient for {Steps(plain)}. Much shorter is read as {NumberText.Exact(MuchShorter)} times shorter in the median, and shorter from every start than the plain gradient's from any.",
                far / Math.Max(1, near),
                far >= MuchShorter * Math.Max(1, near) && natural.All(run => run.IsWhole && run.Length < plain.Min(other => other.Length))),
            new(
                Machine,
                "So the natural gradient learns in fewer steps.",
                $"It takes {Learnt(natural)} to learn, the plain gradient {Learnt(plain)}.",
                MedianLearnt(plan, natural) / MedianLearnt(plan, plain),
                natural.All(run => run.Learnt is not null) && natural.Max(run => run.Learnt!.Value) < plain.Min(run => run.Learnt ?? plan.MaximumSteps)),
            new(
                Machine,
                "By the plateau the metric is all but singular: the least eigenvalue of the Fisher matrix goes to zero with the distance of the units, as its square.",
                $"From the plateau on, where the units are less than {NumberText.Short(NearDistance)} apart, it goes as the distance to the power {(power is { } found ? NumberText.Short(found) : "of no number, for want of points")}.",
                power,
                power is { } law ? Math.Abs(law - 2) <= PowerMargin : null),
            new(
                Damped,
                "Damping above all eigenvalues of the metric takes the natural gradient back to the plain one, and the plateau returns.",
                $"On the plateau it is for {string.Join(", ", plan.Dampings.Select(damping => $"{Steps(Runs(PlateauContender.NaturalAt(damping)))} at damping {NumberText.Short(damping)}"))}; the plain gradient for {Steps(plain)}. As long is read as at least {NumberText.Short(AsLong)} times.",
                Length(damped) / Math.Max(1, far),
                Length(damped) >= AsLong * far),
            new(
                Units,
                "The singular direction, w_1 − w_2, lies between the units: a metric with a block for each unit does not see it, and the plateau stays.",
                $"The unit-wise natural gradient is on the plateau for {Steps(units)}, the plain one for {Steps(plain)}. (This follows from the form of the metric; it was not published with the others.)",
                Length(units) / Math.Max(1, far),
                Length(units) >= AsLong * far),
        ];
    }

    /// <summary>The slope of the line of least squares through (ln distance, ln smallest eigenvalue) below <see cref="NearDistance"/>; null for fewer than two distances.</summary>
    public static double? Power(IEnumerable<PlateauPoint> points) => Numbers.Power(points
        // An eigenvalue of rounding's size says nothing.
        .Where(point => point.Distance < NearDistance && point.Smallest > 1e-12 * point.Largest)
        .Select(point => (point.Distance, point.Smallest)));

    /// <summary>The median of the steps on the plateau.</summary>
    internal static double Length(IEnumerable<PlateauMeasurement> runs) => Numbers.Median(runs.Select(run => (double)run.Length));

    /// <summary>The median of the steps on the plateau and their range, as text.</summary>
    internal static string Steps(IReadOnlyList<PlateauMeasurement> runs) =>
        $"{Number(Length(runs))} ({runs.Min(run => run.Length)} to {runs.Max(run => run.Length)}{(runs.All(run => run.IsWhole) ? "" : " or more")}) steps";

    /// <summary>The median of the steps to the target and their range, as text.</summary>
    internal static string Learnt(IReadOnlyList<PlateauMeasurement> runs)
    {
        int[] steps = [.. runs.Where(run => run.Learnt is not null).Select(run => run.Learnt!.Value)];
        if (steps.Length == 0) return "more steps than were taken";
        string missing = steps.Length == runs.Count ? "" : $"; {runs.Count - steps.Length} of {runs.Count} did not";
        return $"{Number(Numbers.Median(steps.Select(step => (double)step)))} ({steps.Min()} to {steps.Max()}{missing}) steps";
    }

    private static double MedianLearnt(PlateauPlan plan, IEnumerable<PlateauMeasurement> runs) => Numbers.Median(runs.Select(run => (double)(run.Learnt ?? plan.MaximumSteps)));

    private static double Share(IEnumerable<PlateauMeasurement> runs) => Numbers.Median(runs.Select(run => (double)run.Length / (run.Learnt ?? run.Steps)));

    private static string Number(double value) => NumberText.Format(value, "0.#");
}
