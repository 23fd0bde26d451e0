using System.Globalization;
using Neuromanifold.Claims.Measurements;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Studies;

namespace Neuromanifold.Claims.Sentences;

/// <summary>Where the relative natural gradient gets in one epoch, in both its forms.</summary>
internal sealed class RelativeAccuracy : IClaim
{
    private const int Seeds = 3;

    public string Name => "rngd-accuracy";

    public string Sentence => "rngd at its defaults takes that network to a test accuracy of 96 % or more in one epoch of MNIST at batch 50 (median of three seeds).";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Dataset mnist = options.LoadMnist();
        foreach (string optimiser in new[] { "rngd", "rngd:form=blocks", "sgd", "adam" })
        {
            Sample accuracies = FinalAccuracy.OfSeeds(Seeds, options.OnMnist(optimiser) with { Batch = 50, Epochs = 1 }, mnist);
            string seeds = string.Join(", ", accuracies.Values.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)));
            string subject = $"{optimiser}, per cent after 1 epoch, median of seeds with {seeds}";
            yield return optimiser == "rngd" ? Finding.AtLeast(subject, accuracies.Median, 96, "0.00") : Finding.Beside(subject, $"{accuracies.Median:0.00}");
        }
    }
}
