using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A run in a few lines.</summary>
internal static class SummaryTable
{
    public static void Print(RunSummary summary)
    {
        ResultTable table = new("epoch", "seconds", "train loss", "test loss", "test accuracy", "samples/s");
        foreach (RunEpoch epoch in summary.Epochs)
        {
            table.Add(
                $"{epoch.Epoch}",
                $"{epoch.Seconds:f2}",
                $"{epoch.TrainLoss:f4}",
                $"{epoch.TestLoss:f4}",
                Percentage.Of(epoch.TestAccuracy),
                $"{epoch.SamplesPerSecond:n0}");
        }

        table.Print();
    }
}
