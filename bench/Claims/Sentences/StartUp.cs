using Neuromanifold.Claims.Measurements;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Studies;

namespace Neuromanifold.Claims.Sentences;

/// <summary>How soon the tool is at work.</summary>
internal sealed class StartUp : IClaim
{
    private const int Repetitions = 10;

    public string Name => "startup";

    public string Sentence => "The tool shows its help within 150 ms, takes its first training step within 0.5 s with MNIST on disk and within 3 s with the generated digits, and needs less than 600 MB.";

    public IEnumerable<Finding> Measure(ClaimOptions options)
    {
        Tool tool = new(options);
        tool.Time("--help");
        Sample help = new([.. Enumerable.Range(0, Repetitions).Select(_ => 1000 * tool.Time("--help"))]);
        yield return Finding.AtMost($"ms for --help, median of {Repetitions}", help.Median, 150, "0");

        List<(string Data, double Most)> runs = [("digits", 3)];
        if (options.MnistDirectory is { } folder) runs.Insert(0, ($"mnist:{folder}", 0.5));
        else yield return Finding.Unmeasured("with MNIST", "MNIST is not on this machine");
        foreach ((string data, double most) in runs)
        {
            (Sample starts, RunSummary summary) = Train(tool, data);
            string name = data.Split(':')[0];
            yield return Finding.AtMost($"{name}, seconds to the first step, median of {starts.Values.Count}", starts.Median, most, "0.00");
            yield return Finding.Beside($"{name}, seconds of the whole run, of its epoch", $"{summary.TotalSeconds:0.00}, {summary.Epochs[0].Seconds:0.00}");
            yield return Finding.AtMost($"{name}, peak memory in MB", summary.PeakRssBytes / 1e6, 600, "0");
        }
    }

    // A run writes its first checkpoint just before its first step, complete in the instant when state.json appears.
    private static (Sample Starts, RunSummary Last) Train(Tool tool, string data)
    {
        const int Runs = 5;
        string folder = Directory.CreateTempSubdirectory("claims-").FullName;
        try
        {
            double[] starts = new double[Runs];
            string run = "";
            for (int i = 0; i < Runs; i++)
            {
                run = Path.Combine(folder, $"{i}");
                string state = Path.Combine(run, "checkpoint", "state.json");
                starts[i] = tool.TimeUntil(state, "train", "--data", data, "--layers", ClaimOptions.Network.Layers, "--optimizer", "adam", "--epochs", "1", "--out", run).File;
            }

            return (new Sample(starts), RunSummary.Read(Path.Combine(run, "summary.json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
