using System.Numerics;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Networks.ModelFiles.Onnx;

namespace Neuromanifold.Experiments.Runs;

/// <summary>A model that was trained before: the last checkpoint of a run, an ONNX file, or a file of weights with a description of the network.</summary>
public sealed class TrainedModel
{
    private const string Expected = $"the directory of a run, an {OnnxFile.Extension} file, or weights in a {TensorFile.SafetensorsExtension} or {TensorFile.NpzExtension} file";

    private readonly string _path;
    private readonly NetworkConfiguration? _network;

    private TrainedModel(string path, string likelihood, NetworkConfiguration? network, RunConfiguration? run = null)
    {
        _path = path;
        _network = network;
        Run = run;
        LikelihoodKind = NamedChoice.Find("--likelihood", likelihood, LikelihoodKind.All, kind => kind.Name);
    }

    /// <summary>The likelihood.</summary>
    public LikelihoodKind LikelihoodKind { get; }

    /// <summary>The run that trained it; null for a file.</summary>
    public RunConfiguration? Run { get; }

    /// <summary>Finds a model.</summary>
    /// <param name="path">The directory of a run, an ONNX file, or weights in a .safetensors or .npz file.</param>
    /// <param name="network">The network of a file of weights; null for a model that knows its own.</param>
    /// <param name="likelihood">The likelihood's name; null for the model's own, or categorical.</param>
    /// <exception cref="InvalidInputException">There is no model at the path, or the network is not said, or said twice.</exception>
    public static TrainedModel Find(string path, NetworkConfiguration? network, string? likelihood)
    {
        if (Directory.Exists(path)) return InRun(path, network, likelihood);
        if (!File.Exists(path)) throw new InvalidInputException(path, "nothing there", Expected);
        if (path.EndsWith(OnnxFile.Extension, StringComparison.OrdinalIgnoreCase))
        {
            RefuseNetwork(network, path);
            return new TrainedModel(path, likelihood ?? LikelihoodKind.All[0].Name, null);
        }

        if (!TensorFile.HasKnownExtension(path)) throw new InvalidInputException(path, "a file of another kind", Expected);
        if (network is null) throw new InvalidInputException(path, "weights without a network", "--layers, and --activation if it is not relu");
        network = network with { Likelihood = likelihood ?? network.Likelihood };
        network.Validate();
        return new TrainedModel(path, network.Likelihood, network);
    }

    /// <summary>Reads the model, for inputs of a shape.</summary>
    /// <exception cref="InvalidInputException">The file is damaged, or its tensors are not the network's.</exception>
    public ImportedModel<T> Read<T>(Shape input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_network is null)
        {
            ImportedModel<T> imported = OnnxFile.Read<T>(_path, LikelihoodKind.Of);
            int width = imported.Model.Network.InputWidth;
            return width == input.ElementCount ? imported : throw new InvalidInputException(_path, $"a network of {width} inputs", $"{input.ElementCount}, the values of an input ({input})", "Name the data that the model was made for.");
        }

        Model<T> model = new(_network.Build(input), LikelihoodKind.Of(_network.ToPerceptron().Widths[^1]));
        if (Run is not null) new CheckpointStore(_path).LoadModel(model);
        else ModelWeights.Load(model, _path);
        return new ImportedModel<T>(
            model,
            [
                .. model.Network.Parameters.Slots.Select(slot => new StoredTensor(slot.Name, slot.Shape, slot)),
                .. model.Network.Statistics.Slots.Select(slot => new StoredTensor(slot.Name, slot.Shape, slot) { IsStatistic = true }),
            ],
            Dropped: null);
    }

    private static TrainedModel InRun(string path, NetworkConfiguration? network, string? likelihood)
    {
        RunConfiguration configuration = TrainingRun.ReadConfiguration(path);
        RefuseNetwork(network, $"the run {path}");
        NetworkConfiguration own = configuration.Network with { Likelihood = likelihood ?? configuration.Network.Likelihood };
        own.Validate();
        return new TrainedModel(Path.Combine(path, "checkpoint"), own.Likelihood, own, configuration);
    }

    private static void RefuseNetwork(NetworkConfiguration? network, string beside)
    {
        if (network is not null) throw new InvalidInputException("--layers", $"'{network.Layers}' beside {beside}", "no network, for the model knows its own", "Leave it out.");
    }
}
