using System.Numerics;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation;

namespace Neuromanifold.Experiments.Runs;

/// <summary>All that a configuration stands for, in memory and ready to train: two sessions of one seed start from the same weights and see the same batches.</summary>
public sealed class Session<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Builds what a configuration describes, over data that have been read.</summary>
    /// <exception cref="Numerics.Errors.InvalidInputException">Network, likelihood and data do not fit together.</exception>
    public Session(RunConfiguration configuration, Dataset dataset, ThreadTeam team)
    {
        Configuration = configuration;
        RandomStream root = RandomStream.FromSeed(configuration.Seed);
        Model = configuration.Network.Start<T>(dataset.Training.InputShape, root.Split("weights"));
        configuration.Network.CheckOutcomes(dataset.Training, "the training part");
        configuration.Network.CheckOutcomes(dataset.Test, "the test part");
        Data = configuration.Data.Split(dataset, root);
        Optimiser = configuration.Optimiser.Create<T>(Model.Network, team.Size);
        Trainer = new Trainer<T>(Model, Optimiser, team, Data, configuration.ToTrainingOptions());
    }

    /// <summary>What it was built from.</summary>
    public RunConfiguration Configuration { get; private set; }

    /// <summary>The parts of the data.</summary>
    public TrainingData Data { get; }

    /// <summary>The model.</summary>
    public Model<T> Model { get; }

    /// <summary>The optimiser.</summary>
    public Optimiser<T> Optimiser { get; }

    /// <summary>The loop.</summary>
    public Trainer<T> Trainer { get; }

    /// <summary>Keeps a copy of the model file that the session started from, if one did; what asks for the network later reads the copy.</summary>
    internal void KeepStart(string path)
    {
        if (Configuration.Network.ModelFile is null) return;
        OnnxFile.Write(path, Model);
        Configuration = Configuration with { Network = Configuration.Network with { ModelFile = path } };
    }
}
