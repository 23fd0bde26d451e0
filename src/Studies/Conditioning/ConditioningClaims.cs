namespace Neuromanifold.Studies.Conditioning;

/// <summary>What is known of the methods, judged by measurements on one problem.</summary>
internal static class ConditioningClaims
{
    /// <summary>"In proportion to κ" is read as a power of κ within so much of one.</summary>
    public const double PowerMargin = 0.15;

    /// <summary>"Not on κ" is read as a power of κ within so much of zero.</summary>
    public const double SmallPower = 0.1;

    /// <summary>Condition numbers of a manifold's metric from which a power is fitted.</summary>
    public const double FirstCondition = 8;

    /// <summary>"Grow" is read as a power of at least so much.</summary>
    public const double LargePower = 0.25;

    /// <summary>Judges what is known of both gradients on a manifold.</summary>
    /// <param name="problem">The manifold's name.</param>
    /// <param name="measurements">What was measured on it; claims are judged by two condition numbers from <see cref="FirstCondition"/> on or more.</param>
    /// <param name="plan">How it was measured.</param>
    public static IReadOnlyList<StudyClaim> OfManifold(string problem, IEnumerable<ConditioningMeasurement> measurements, ConditioningPlan plan)
    {
        ConditioningMeasurement[] all = [.. measurements];
        return [Proportional(problem, [.. all.Where(one => one.Method == ManifoldProblem.Plain)], plan), Constant(problem, "natural gradient descent", [.. all.Where(one => one.Method == ManifoldProblem.Natural)], FirstCondition)];
    }

    /// <summary>Judges what is known of the methods on a network, κ being the condition number of its inputs.</summary>
    /// <param name="problem">The network's name.</param>
    /// <param name="measurements">What was measured on it; claims are judged by two condition numbers or more.</param>
    /// <param name="plan">How it was measured.</param>
    public static IReadOnlyList<StudyClaim> OfNetwork(string problem, IEnumerable<ConditioningMeasurement> measurements, NetworkPlan plan)
    {
        IGrouping<string, ConditioningMeasurement>[] methods = [.. measurements.GroupBy(one => one.Method, StringComparer.Ordinal)];
        return [.. methods.Select(method => method.Key == NetworkMethod.Plain ? Growing(problem, [.. method], plan) : Constant(problem, method.Key, [.. method], first: 0))];
    }

    /// <summary>
    /// The slope of the line of least squares through (ln κ, ln steps) of the measurements that came to their end; null for fewer than
    /// two condition numbers among them.
    /// </summary>
    /// <param name="measurements">Of one method.</param>
    /// <param name="first">The condition number from which on they count.</param>
    public static double? Power(IEnumerable<ConditioningMeasurement> measurements, double first) =>
        Numbers.Power(measurements.Where(one => one.Condition >= first && one.Steps > 0).Select(one => (one.Condition, (double)one.Steps!.Value)));

    private static StudyClaim Proportional(string problem, ConditioningMeasurement[] all, ConditioningPlan plan)
    {
        double? power = Power(all, FirstCondition);
        double worst = all.Max(one => one.Condition), theory = 0.5 * worst * -Math.Log(plan.Reduction);
        return new StudyClaim(
            problem,
            "Plain gradient descent at its best rate takes steps in proportion to the condition number κ.",
            $"Steps grow as κ to the power {Short(power)}; at κ = {Short(worst)} it takes {Middle(all, worst)} in the median, beside (κ/2) ln(1/tolerance) = {NumberText.Count(theory)}. In proportion is read as a power of 1 ± {NumberText.Exact(PowerMargin)}.",
            power,
            power is { } found ? Math.Abs(found - 1) <= PowerMargin : null);
    }

    // A method that does not come to its end at the largest κ needs more steps there than were allowed: no power says so.
    private static StudyClaim Growing(string problem, ConditioningMeasurement[] all, NetworkPlan plan)
    {
        double? power = Power(all, first: 0);
        double mildest = all.Min(one => one.Condition), worst = all.Max(one => one.Condition);
        bool isGivenUp = all.Any(one => one.Condition == worst && one.Steps is null), isMeasured = all.All(one => one.Condition != mildest || one.Steps is not null);
        return new StudyClaim(
            problem,
            $"The steps of {all[0].Method} at its best rate grow with κ.",
            $"It takes {Middle(all, mildest)} steps at κ = {Short(mildest)} and {(isGivenUp ? $"more than {NumberText.Count(plan.MaximumSteps)}" : Middle(all, worst))} at κ = {Short(worst)}, as κ to the power {Short(power)}. A power of {NumberText.Exact(LargePower)} or more is read as growth.",
            power,
            !isMeasured ? null : isGivenUp ? true : power is { } found ? found >= LargePower : null);
    }

    private static StudyClaim Constant(string problem, string method, ConditioningMeasurement[] all, double first)
    {
        double? power = Power(all, first);
        bool isGivenUp = all.Any(one => one.Steps is null);
        int[] steps = [.. all.Where(one => one.Steps is not null).Select(one => one.Steps!.Value)];
        string range = steps.Length == 0 ? "more steps than were allowed" : steps.Min() == steps.Max() ? $"{steps[0]} {(steps[0] == 1 ? "step" : "steps")}" : $"{steps.Min()} to {steps.Max()} steps";
        return new StudyClaim(
            problem,
            $"The steps of {method} at its best rate do not depend on κ.",
            $"It takes {range}{(isGivenUp && steps.Length > 0 ? ", and more than were allowed from some starts" : "")} over all κ, as κ to the power {Short(power)}. A power between ±{NumberText.Exact(SmallPower)} is read as none.",
            power,
            isGivenUp ? false : power is { } found ? Math.Abs(found) < SmallPower : null);
    }

    private static string Middle(ConditioningMeasurement[] all, double condition)
    {
        double[] steps = [.. all.Where(one => one.Condition == condition && one.Steps is not null).Select(one => (double)one.Steps!.Value)];
        return steps.Length == 0 ? "more than were allowed" : NumberText.Count(Numbers.Median(steps));
    }

    private static string Short(double? value) => value is { } number ? Short(number) : "no number, for want of two large ones";

    private static string Short(double value) => Math.Abs(value) < 5e-4 ? "0" : NumberText.Short(value);
}
