using System.Diagnostics;
using Neuromanifold.Claims.Measurements;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Claims.Sentences;

/// <summary>Whether the generated digits tell a network from a linear model.</summary>
internal sealed class DigitsDifficulty : IClaim
{
    public string Name => "digits";

    public string Sentence => "The generated digits are there in less than 3 s; a linear softmax stays below 93 % on them, where a 784-80-80-80-10 network reaches 97 % (Adam, batch 50, 10 epochs).";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        DataConfiguration data = new("digits");
        long start = Stopwatch.GetTimestamp();
        Dataset digits = data.Load(OutcomeKind.Labels);
        yield return Finding.AtMost("seconds to generate, the first time in a process", Stopwatch.GetElapsedTime(start).TotalSeconds, 3, "0.00");

        RunConfiguration deep = new(data, ClaimOptions.Network, OptimiserConfiguration.Parse("adam")) { Threads = options.Threads, Batch = 50, Epochs = 10 };
        double linear = FinalAccuracy.Of(deep with { Network = new NetworkConfiguration("784-10") }, digits);
        yield return Finding.AtMost("784-10, per cent", linear, 93, "0.00");
        yield return Finding.AtLeast($"{ClaimOptions.Network.Layers}, per cent", FinalAccuracy.Of(deep, digits), 97, "0.00");
    }
}
