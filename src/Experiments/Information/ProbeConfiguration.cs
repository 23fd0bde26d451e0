using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Information;

/// <summary>Which model is looked at, at which inputs, and with how much of the machine.</summary>
/// <param name="Model">An ONNX file, the directory of a run, or a file of weights.</param>
public sealed record ProbeConfiguration(string Model)
{
    /// <summary>The network of a file of weights; null for a model that knows its own.</summary>
    public NetworkConfiguration? Network { get; init; }

    /// <summary>The likelihood's name; null for the model's own, or categorical.</summary>
    public string? Likelihood { get; init; }

    /// <summary>A NumPy file of inputs; null where data are named.</summary>
    public string? Inputs { get; init; }

    /// <summary>A NumPy file of outcomes, one for each input.</summary>
    public string? Labels { get; init; }

    /// <summary>"MEAN,SD", applied to inputs in a file; null for a run's own, or none.</summary>
    public string? Normalisation { get; init; }

    /// <summary>A data set whose test part gives inputs and outcomes; null where inputs are named.</summary>
    public DataConfiguration? Data { get; init; }

    /// <summary>How many inputs are used, from the first on; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>The memory to stay within, in bytes.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>The root of all randomness.</summary>
    public long Seed { get; init; }

    /// <summary>Threads.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>float or double; null for a run's own, or float.</summary>
    public string? Precision { get; init; }

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        Network?.Validate();
        Data?.Validate();
        if (Likelihood is not null) NamedChoice.Find("--likelihood", Likelihood, LikelihoodKind.All, kind => kind.Name);
        if (Inputs is null == Data is null)
        {
            throw Inputs is null
                ? new InvalidInputException("the inputs", "none", "--inputs FILE.npy or --data SPEC")
                : new InvalidInputException("--inputs", $"'{Inputs}' beside --data {Data!.Specification}", "one of the two", "Leave one of them out.");
        }

        if (Labels is not null && Inputs is null) throw new InvalidInputException("--labels", $"'{Labels}' without --inputs", "labels of the inputs in a file", "Leave it out: the data have their own.");
        if (Limit is < 1) throw new InvalidInputException("--limit", $"{Limit}", "at least 1");
        if (MemoryBytes < 1) throw new InvalidInputException("--memory", $"{MemoryBytes}", "a positive number of bytes, as in 2000000000 or 2GB");
        RunConfiguration.CheckThreads(Threads);
        if (Precision is not null) NamedChoice.Find("--precision", Precision, "float", "double");
    }
}
