using Neuromanifold.Claims.Measurements;
using Neuromanifold.Data.Datasets;

namespace Neuromanifold.Claims.Sentences;

/// <summary>What steps leave to the garbage collector.</summary>
internal sealed class StepAllocations : IClaim
{
    // An epoch at batch 500, with K-FAC's statistics refreshed in every tenth and its inverses in the hundredth step.
    private const int Steps = 120;

    public string Name => "step-allocations";

    public string Sentence => "A training step allocates nothing on the managed heap, be it of SGD, Adam or K-FAC, with its refreshes.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Dataset mnist = options.LoadMnist();
        foreach (string optimiser in new[] { "sgd", "adam", "kfac" })
        {
            foreach (int threads in options.ThreadCounts)
            {
                using TrainingRate training = new(options.OnMnist(optimiser) with { Batch = 500, Threads = threads }, mnist);
                training.Take(Steps);
                long before = GC.GetTotalAllocatedBytes(precise: true);
                training.Take(Steps);
                long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
                yield return Finding.AtMost($"{optimiser}, {threads} threads, bytes in {Steps} steps", bytes, 0);
            }
        }
    }
}
