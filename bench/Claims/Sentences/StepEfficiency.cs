using Neuromanifold.Claims.Measurements;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Collectives;

namespace Neuromanifold.Claims.Sentences;

/// <summary>How much of a machine's product rate a training step makes use of.</summary>
internal sealed class StepEfficiency : IClaim
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.5);
    private readonly int[] _widths = [784, 80, 80, 80, 10];

    public string Name => "step-efficiency";

    public string Sentence => "At batch 500 a training step of that network, all of it counted, runs at 45 % or more of the rate at which the machine multiplies matrices of order 1024 on as many threads.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Dataset mnist = options.LoadMnist();
        double operations = StepProducts.Operations(_widths);
        yield return Finding.Beside("operations of the products a sample", $"{operations / 1e6:0.000} million");
        foreach (int batch in new[] { 50, 500 })
        {
            double bestRate = 0, rateThere = 1;
            foreach (int threads in options.ThreadCounts)
            {
                (Sample steps, Sample products, Sample rates) = Measure(options, mnist, batch, threads);
                double stepRate = steps.Best * operations / 1e9;
                string share = $"{100 * steps.Best / products.Best:0} % of a step is products; a step takes {1e6 * batch / steps.Best:0} µs, its products {1e6 * batch / products.Best:0} µs";
                yield return Finding.Beside($"batch {batch}, {threads} threads", $"{share}; {stepRate:0} of {rates.Best:0} GFLOP/s, {100 * stepRate / rates.Best:0} %");
                if (stepRate > bestRate) (bestRate, rateThere) = (stepRate, rates.Best);
            }

            string subject = $"batch {batch}, per cent of the product rate at the best number of threads";
            yield return batch == 500 ? Finding.AtLeast(subject, 100 * bestRate / rateThere, 45, "0") : Finding.Beside(subject, $"{100 * bestRate / rateThere:0}");
        }
    }

    // Samples a second of steps, samples a second of their products alone, and the product rate, in turns.
    private (Sample Steps, Sample Products, Sample Rates) Measure(ClaimOptions options, Dataset mnist, int batch, int threads)
    {
        double[] steps = new double[options.Rounds], products = new double[options.Rounds], rates = new double[options.Rounds];
        using TrainingRate training = new(options.OnMnist("adam") with { Batch = batch, Threads = threads }, mnist);
        using ThreadTeam team = new(threads);
        StepProducts alone = new(_widths, batch, team);
        training.Measure(Turn);
        for (int round = 0; round < options.Rounds; round++)
        {
            steps[round] = training.Measure(Turn);
            products[round] = batch / alone.Measure(Turn);
            LinearAlgebraLibrary.Current.Threads = threads;
            rates[round] = ProductRate.Measure(LinearAlgebraLibrary.Current, 1024, Turn);
            LinearAlgebraLibrary.Current.Threads = 1;
        }

        return (new Sample(steps), new Sample(products), new Sample(rates));
    }
}
