using Neuromanifold.Claims.Measurements;
using Neuromanifold.Claims.Peers;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Studies;

namespace Neuromanifold.Claims.Sentences;

/// <summary>What the Fisher information and its error bars cost.</summary>
internal sealed class FisherCost : IClaim
{
    // In passes of PyTorch over 128 inputs, as measured once where the libraries could be installed: exact derivatives of ten labels by
    // BackPACK over 1,000 inputs, nngeometry's diagonal and factors over 10,000, BackPACK's diagonal of the Hessian over 128.
    private const double VariancesElsewhere = 26_000, DiagonalElsewhere = 725, FactorsElsewhere = 612, HessianElsewhere = 690;
    private const int Batch = 128;

    public string Name => "fisher-cost";

    public string Sentence => "For a 784-256-256-256-10 sigmoid network, the Fisher information, both variances and all bounds of every parameter over 1,000 MNIST inputs take under 1 s, 50 times less than by BackPACK; the exact diagonal over 10,000 inputs 4 times and the Kronecker factors twice less than by nngeometry; the diagonal of the loss Hessian over 128 inputs 30 times less than by BackPACK.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        FisherScene scene = new(options);
        DiagonalOptions Threaded(DiagonalOptions wanted) => wanted with { Threads = options.Threads };
        IDatasetPart thousand = scene.Inputs(1000), tenThousand = scene.Inputs(10_000), batch = scene.Inputs(Batch);
        (string Subject, Func<double> Time, double Elsewhere, double Factor)[] tasks =
        [
            ("all quantities and bounds, 1,000 inputs", () => scene.Time(thousand, Threaded(DiagonalOptions.All)), VariancesElsewhere, 50),
            ("exact diagonal, 10,000 inputs", () => scene.Time(tenThousand, Threaded(new DiagonalOptions([DiagonalQuantities.Fisher]))), DiagonalElsewhere, 4),
            ("Kronecker factors, 10,000 inputs", () => scene.TimeFactors(tenThousand), FactorsElsewhere, 2),
            ("diagonal of the loss Hessian, 128 inputs", () => scene.Time(batch, Threaded(new DiagonalOptions([DiagonalQuantities.Observed]))), HessianElsewhere, 30),
        ];
        using Peer torch = new(Python.With("torch", options.Python), "torch_pass.py", [FisherScene.Layers, $"{Batch}"], new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var task in tasks)
        {
            for (int i = 0; i < 5; i++) task.Time();
            Duel duel = Duel.Fight(options.Rounds, () => -task.Time(), () => -Pass(torch, options));
            double ours = -duel.Ours.Median, pass = -duel.Peers.Best;
            yield return Finding.Beside($"{task.Subject}, ms, median of {options.Rounds}", $"{1000 * ours:0.0}");
            yield return Finding.Beside($"a pass of PyTorch {torch.Greeting.GetProperty("version")} over {Batch} inputs, ms, best of {options.Rounds}", $"{1000 * pass:0.00}");
            if (task.Elsewhere == VariancesElsewhere) yield return Finding.AtMost($"{task.Subject}, seconds", ours, 1, "0.000");
            yield return Finding.AtMost($"{task.Subject}, passes of PyTorch", ours / pass, task.Elsewhere / task.Factor, "0.0");
        }
    }

    private static double Pass(Peer torch, ClaimOptions options) =>
        options.ThreadCounts.Min(threads => torch.Ask(new { threads, seconds = 0.4 }).GetProperty("seconds").GetDouble());
}
