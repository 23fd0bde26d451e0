using System.Globalization;
using Neuromanifold.Claims.Measurements;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Studies;

namespace Neuromanifold.Claims.Sentences;

/// <summary>Where K-FAC gets without tuning.</summary>
internal sealed class KroneckerAccuracy : IClaim
{
    private const int Seeds = 3;

    public string Name => "kfac-accuracy";

    public string Sentence => "K-FAC at its defaults takes that network to a test accuracy of 97.9 % or more on MNIST in 10 epochs at batch 500 with the cosine schedule (median of three seeds).";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Dataset mnist = options.LoadMnist();
        foreach (string optimiser in new[] { "kfac", "adam", "sgd", "kfac:statistics-every=1:inverse-every=1" })
        {
            Sample accuracies = FinalAccuracy.OfSeeds(Seeds, options.OnMnist(optimiser) with { Batch = 500, Epochs = 10, Schedule = "cosine" }, mnist);
            string seeds = string.Join(", ", accuracies.Values.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)));
            string subject = $"{optimiser}, per cent after 10 epochs, median of seeds with {seeds}";
            yield return optimiser switch
            {
                "kfac" => Finding.AtLeast(subject, accuracies.Median, 97.9, "0.00"),
                "adam" or "sgd" => Finding.Beside(subject, $"{accuracies.Median:0.00}"),
                _ => Finding.Beside(subject, $"{accuracies.Median:0.00} (aim 98.20)"),
            };
        }
    }
}
