using Neuromanifold.Experiments.Comparisons;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A row an optimiser: means over seeds, with their spread.</summary>
internal static class ComparisonTable
{
    public static void Print(ComparisonResult result)
    {
        ResultTable table = new("optimizer", "test loss", "test accuracy", "steps to target", "seconds to target", "step cost (sgd = 1)");
        foreach (StepCost cost in result.StepCosts)
        {
            ComparedRun[] runs = [.. result.Runs.Where(run => run.Optimiser == cost.Optimiser)];
            table.Add(
                cost.Optimiser,
                Spread(runs.Select(run => run.Failure is null ? run.Epochs[^1].Test.Loss : null as double?), value => $"{value:f4}"),
                Spread(runs.Select(run => run.Failure is null ? run.Epochs[^1].Test.Accuracy : null), value => Percentage.Of(value)),
                Spread(runs.Select(run => (double?)run.StepsToTarget), value => $"{value:n0}"),
                Spread(runs.Select(run => run.SecondsToTarget), value => $"{value:f2}"),
                $"{cost.Ratio:f2}");
        }

        table.Print();
        foreach (ComparedRun run in result.Runs.Where(run => run.Failure is not null))
            Terminal.Result($"{run.Optimiser}, seed {run.Configuration.Seed}: {run.Failure}");
    }

    // Mean ± standard deviation; a dash where a run has no value, and the mean is not formed.
    private static string Spread(IEnumerable<double?> values, Func<double, string> format)
    {
        double?[] all = [.. values];
        if (all.Any(value => value is null)) return "–";
        double mean = all.Average()!.Value;
        if (all.Length == 1) return format(mean);
        double deviation = Math.Sqrt(all.Sum(value => Math.Pow(value!.Value - mean, 2)) / (all.Length - 1));
        return $"{format(mean)} ± {format(deviation)}";
    }
}
