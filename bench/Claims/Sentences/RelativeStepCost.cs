using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Comparisons;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Claims.Sentences;

/// <summary>What a step of the relative natural gradient costs, in both its forms.</summary>
internal sealed class RelativeStepCost : IClaim
{
    // One product of a vector with the full inverses of all units: 80 of order 785, 160 of order 81 and one of order 729 are 99 MFLOP for
    // the first layer and 197 MB; half as much again is allowed, at the rate of memory where that was planned.
    private const double BlockMilliseconds = 17;

    public string Name => "rngd-step-cost";

    public string Sentence => "On that network at batch 50, a step of rngd with its window of 48 references costs at most 3 steps of SGD and with full matrices of all units at most 17 ms, refreshes every 100 steps included.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Dataset mnist = options.LoadMnist();
        foreach (int threads in options.ThreadCounts)
        {
            string[] optimisers = ["sgd", "rngd", "rngd:form=blocks"];
            IReadOnlyList<StepCost> costs = StepCosts.Measure<float>([.. optimisers.Select(name => options.OnMnist(name) with { Batch = 50, Threads = threads })], mnist, CancellationToken.None);
            yield return Finding.Beside($"{threads} threads, a step of SGD", $"{1e6 * costs[0].Seconds:0} µs");
            string window = $"{threads} threads, a step with the window over one of SGD, median of rounds", blocks = $"{threads} threads, milliseconds of a step with full matrices, median of rounds";
            yield return threads == options.Threads ? Finding.AtMost(window, costs[1].Ratio, 3, "0.00") : Finding.Beside(window, $"{costs[1].Ratio:0.00}");
            yield return threads == options.Threads ? Finding.AtMost(blocks, 1e3 * costs[2].Seconds, BlockMilliseconds, "0.0") : Finding.Beside(blocks, $"{1e3 * costs[2].Seconds:0.0}");
        }
    }
}
