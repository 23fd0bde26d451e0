using System.Globalization;

namespace Neuromanifold.Samples.Tests;

public sealed class SampleTests
{
    [Theory]
    [InlineData("TrainDigits", 97)]
    [InlineData("OwnOptimiser", 93)]
    [InlineData("ContinualDigits", 80)]
    [InlineData("LaplaceDigits", 75)]
    [InlineData("PruneDigits", 93)]
    public async Task A_sample_trains_to_an_accuracy_in_percent(string name, double atLeast)
    {
        const string Words = "test accuracy ";
        string output = await SampleProgram.Run(name);
        string percent = output[(output.LastIndexOf(Words, StringComparison.Ordinal) + Words.Length)..].Split(' ', '%')[0];
        Assert.InRange(double.Parse(percent, CultureInfo.InvariantCulture), atLeast, 100);
    }
}
