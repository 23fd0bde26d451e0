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

    [Fact]
    public async Task Manifolds_are_measured_without_a_network()
    {
        string output = await SampleProgram.Run("MeasureManifolds");
        Assert.StartsWith("distance 0.751857, divergence 0.416639, middle gamma(", output, StringComparison.Ordinal);
        Assert.Matches(@"component of weight 0\.7[2-8]", output);
        Assert.Matches(@"component of weight 0\.2[2-8]", output);
        Assert.EndsWith("0.02582\n", output, StringComparison.Ordinal);
    }
}
