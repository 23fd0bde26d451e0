using System.Globalization;

namespace Neuromanifold.Experiments.Studies.Conditioning;

/// <summary>What is known of both gradients, judged by measurements on one manifold.</summary>
public static class ConditioningClaims
{
    /// <summary>"In proportion to κ" is read as a power of κ within so much of one.</summary>
    public const double PowerMargin = 0.15;

    /// <summary>"Not on κ" is read as a power of κ of less than so much.</summary>
    public const double SmallPower = 0.1;

    /// <summary>Condition numbers from which a power is fitted.</summary>
    public const double FirstCondition = 8;

    /// <summary>Judges the claims.</summary>
    /// <param name="problem">The manifold's name.</param>
    /// <param name="measurements">What was measured on it, at two condition numbers from <see cref="FirstCondition"/> on or more.</param>
    /// <param name="plan">How it was measured.</param>
    public static IReadOnlyList<StudyClaim> Of(string problem, IEnumerable<ConditioningMeasurement> measurements, ConditioningPlan plan)
    {
        ConditioningMeasurement[] all = [.. measurements];
        return [Plain(problem, all, plan), Natural(problem, all)];
    }

    /// <summary>The slope of the line of least squares through (ln κ, ln steps), from <see cref="FirstCondition"/> on.</summary>
    public static double Power(IEnumerable<ConditioningMeasurement> measurements, Func<ConditioningMeasurement, int> steps)
    {
        (double X, double Y)[] points = [.. measurements.Where(one => one.Condition >= FirstCondition).Select(one => (Math.Log(one.Condition), Math.Log(steps(one))))];
        double x = points.Average(point => point.X), y = points.Average(point => point.Y);
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }

    private static StudyClaim Plain(string problem, ConditioningMeasurement[] all, ConditioningPlan plan)
    {
        double power = Power(all, one => one.PlainSteps);
        ConditioningMeasurement worst = all.MaxBy(one => one.Condition)!;
        double[] most = [.. all.Where(one => one.Condition == worst.Condition).Select(one => (double)one.PlainSteps).Order()];
        double theory = 0.5 * worst.Condition * -Math.Log(plan.Reduction);
        return new StudyClaim(
            problem,
            "Plain gradient descent at its best rate takes steps in proportion to the condition number κ.",
            $"Steps grow as κ to the power {Short(power)}; at κ = {Short(worst.Condition)} it takes {Count(most[most.Length / 2])} in the median, beside (κ/2) ln(1/tolerance) = {Count(theory)}. In proportion is read as a power of 1 ± {PowerMargin.ToString(CultureInfo.InvariantCulture)}.",
            power,
            Math.Abs(power - 1) <= PowerMargin);
    }

    private static StudyClaim Natural(string problem, ConditioningMeasurement[] all)
    {
        double power = Power(all, one => one.NaturalSteps);
        int fewest = all.Min(one => one.NaturalSteps), most = all.Max(one => one.NaturalSteps);
        return new StudyClaim(
            problem,
            "The steps of natural gradient descent at its best rate do not depend on κ.",
            $"It takes {(fewest == most ? $"{fewest}" : $"{fewest} to {most}")} {(most == 1 ? "step" : "steps")} at every κ, as κ to the power {Short(power)}. A power below {SmallPower.ToString(CultureInfo.InvariantCulture)} is read as none.",
            power,
            power < SmallPower);
    }

    private static string Short(double value) => Math.Abs(value) < 5e-4 ? "0" : value.ToString("g3", CultureInfo.InvariantCulture);

    private static string Count(double value) => value.ToString("n0", CultureInfo.InvariantCulture);
}
