using System.Numerics;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Runs;

/// <summary>A model that was trained before: the last checkpoint of a run, or a file of weights with a description of the network.</summary>
public sealed class TrainedModel
{
    private const string WeightsExtension = ".safetensors";

    private readonly string _path;

    private TrainedModel(NetworkConfiguration network, string path, RunConfiguration? run = null)
    {
        Network = network;
        _path = path;
        Run = run;
    }

    /// <summary>The network.</summary>
    public NetworkConfiguration Network { get; }

    /// <summary>The run that trained it; null for a file of weights.</summary>
    public RunConfiguration? Run { get; }

    /// <summary>Finds a model.</summary>
    /// <param name="path">The directory of a run, or a safetensors file.</param>
    /// <param name="network">The network of a safetensors file; null for a run, which knows its own.</param>
    /// <param name="likelihood">The likelihood's name; null for the network's own.</param>
    /// <exception cref="InvalidInputException">There is no model at the path, or the network is not said, or said twice.</exception>
    public static TrainedModel Find(string path, NetworkConfiguration? network, string? likelihood)
    {
        TrainedModel found = Directory.Exists(path) ? InRun(path, network) : InFile(path, network);
        return likelihood is null ? found : new TrainedModel(found.Network with { Likelihood = likelihood }, found._path, found.Run);
    }

    /// <summary>Reads the model, for inputs of a shape.</summary>
    /// <exception cref="InvalidInputException">The file is damaged, or its tensors are not the network's.</exception>
    public Model<T> Load<T>(Shape input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = new(Network.Build(input), Network.Family());
        if (Directory.Exists(_path)) new CheckpointStore(_path).LoadModel(model);
        else ModelWeights.Load(model, _path);
        return model;
    }

    private static TrainedModel InRun(string path, NetworkConfiguration? network)
    {
        RunConfiguration configuration = TrainingRun.ReadConfiguration(path);
        if (network is not null) throw new InvalidInputException("--layers", $"'{network.Layers}' beside the run {path}", "no network, for a run knows its own", "Leave it out.");
        return new TrainedModel(configuration.Network, Path.Combine(path, "checkpoint"), configuration);
    }

    private static TrainedModel InFile(string path, NetworkConfiguration? network)
    {
        if (!File.Exists(path)) throw new InvalidInputException(path, "nothing there", $"the directory of a run, or a {WeightsExtension} file");
        if (!path.EndsWith(WeightsExtension, StringComparison.OrdinalIgnoreCase))
            throw new InvalidInputException(path, "a file of another kind", $"the directory of a run, or a {WeightsExtension} file");
        return new TrainedModel(network ?? throw new InvalidInputException(path, "weights without a network", "--layers, and --activation if it is not relu"), path);
    }
}
