using Neuromanifold.Claims.Measurements;
using Neuromanifold.Data.Datasets;

namespace Neuromanifold.Claims.Sentences;

/// <summary>How much K-FAC minds a choice of its settings.</summary>
internal sealed class KroneckerRobustness : IClaim
{
    public string Name => "kfac-robustness";

    public string Sentence => "With learning rates of 0.05, 0.1 or 0.2 and a damping of 0.003 or 0.03, at batch 500 and a constant schedule, no K-FAC run of 10 epochs on MNIST ends below 95 %.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Dataset mnist = options.LoadMnist();
        foreach (string rate in new[] { "0.05", "0.1", "0.2" })
        {
            foreach (string damping in new[] { "0.003", "0.03" })
            {
                double accuracy = FinalAccuracy.Of(options.OnMnist($"kfac:lr={rate}:damping={damping}") with { Batch = 500, Epochs = 10 }, mnist);
                yield return Finding.AtLeast($"learning rate {rate}, damping {damping}, per cent after 10 epochs", accuracy, 95, "0.00");
            }
        }
    }
}
