using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Comparisons;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Claims.Sentences;

/// <summary>What a K-FAC step costs.</summary>
internal sealed class KroneckerStepCost : IClaim
{
    public string Name => "kfac-step-cost";

    public string Sentence => "On that network at batch 500, a K-FAC step at its defaults (statistics every 10, inverses every 100 steps) costs at most 2.5 steps of SGD, refreshes included.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Dataset mnist = options.LoadMnist();
        foreach (int threads in options.ThreadCounts)
        {
            string[] optimisers = ["sgd", "adam", "kfac"];
            IReadOnlyList<StepCost> costs = StepCosts.Measure<float>([.. optimisers.Select(name => options.OnMnist(name) with { Batch = 500, Threads = threads })], mnist, CancellationToken.None);
            yield return Finding.Beside($"{threads} threads, a step of SGD", $"{1e6 * costs[0].Seconds:0} µs");
            yield return Finding.Beside($"{threads} threads, a step of Adam over one of SGD", $"{costs[1].Ratio:0.00}");
            string subject = $"{threads} threads, a step of K-FAC over one of SGD, median of rounds";
            yield return threads == options.Threads ? Finding.AtMost(subject, costs[2].Ratio, 2.5, "0.00") : Finding.Beside(subject, $"{costs[2].Ratio:0.00}");
        }
    }
}
