namespace Neuromanifold.Claims.Peers;

/// <summary>PyTorch's plain training loop on MNIST.</summary>
internal sealed class Torch(string python, string mnist, string layers)
{
    private const int Trials = 3;

    /// <summary>The setting that trains the most samples a second on batches of a size.</summary>
    public IReadOnlyDictionary<int, TorchSetting> FindBest(IReadOnlyCollection<int> batches, IReadOnlyCollection<int> threadCounts, TimeSpan trial)
    {
        Dictionary<int, (TorchSetting Setting, double Rate)> best = [];
        foreach (var group in TorchSetting.All(threadCounts).GroupBy(setting => (setting.Library, setting.LibraryThreads)))
        {
            using Peer peer = Start(group.First());
            foreach ((TorchSetting setting, int batch) in group.SelectMany(setting => batches.Select(batch => (setting, batch))))
            {
                double rate = Enumerable.Range(0, Trials).Max(_ => Measure(peer, setting, batch, trial));
                if (!best.TryGetValue(batch, out var held) || rate > held.Rate) best[batch] = (setting, rate);
            }
        }

        return best.ToDictionary(entry => entry.Key, entry => entry.Value.Setting);
    }

    /// <summary>A process with a setting's environment.</summary>
    public Peer Start(TorchSetting setting) => new(python, "torch_training.py", [mnist, layers], setting.Environment);

    /// <summary>Samples a second.</summary>
    public static double Measure(Peer peer, TorchSetting setting, int batch, TimeSpan least) => peer
        .Ask(new { batch, threads = setting.Threads, @foreach = setting.Foreach, seconds = least.TotalSeconds })
        .GetProperty("samples_per_second").GetDouble();
}
