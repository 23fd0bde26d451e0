using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Information;

/// <summary>A trained model and the inputs it is looked at with, opened and checked.</summary>
public sealed class Probe<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Probe(ImportedModel<T> imported, LikelihoodKind likelihood, IDatasetPart examples, bool hasOutcomes, ImmutableArray<string> notes)
    {
        Imported = imported;
        Likelihood = likelihood;
        Examples = examples;
        HasOutcomes = hasOutcomes;
        Notes = notes;
    }

    /// <summary>The model, and its tensors as their file has them.</summary>
    public ImportedModel<T> Imported { get; }

    /// <summary>The model.</summary>
    public Model<T> Model => Imported.Model;

    /// <summary>The likelihood.</summary>
    public LikelihoodKind Likelihood { get; }

    /// <summary>The inputs, and outcomes where there are any.</summary>
    public IDatasetPart Examples { get; }

    /// <summary>Whether outcomes were observed.</summary>
    public bool HasOutcomes { get; }

    /// <summary>The training part of the data, as far as the limit goes; null where inputs come from a file.</summary>
    public IDatasetPart? Training { get; private init; }

    /// <summary>The size of the whole training part; null where inputs come from a file.</summary>
    public int? TrainingCount { get; private init; }

    /// <summary>What the user should know: what was assumed, dropped, left out.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Opens a model and its inputs.</summary>
    /// <param name="found">The model, found but not yet read.</param>
    /// <param name="configuration">What else was said.</param>
    /// <exception cref="InvalidInputException">A file is missing or unfit, inputs are not the model's, or its outputs are no natural parameters.</exception>
    public static Probe<T> Open(TrainedModel found, ProbeConfiguration configuration)
    {
        List<string> notes = [];
        LikelihoodKind kind = found.LikelihoodKind;
        if (configuration.Likelihood is null && found.Run is null) notes.Add($"The likelihood is taken to be {kind.Name}; --likelihood names another.");
        (IDatasetPart examples, bool hasOutcomes, IDatasetPart? training) = OpenInputs(found, configuration, kind, notes);
        int? trainingCount = training?.Count;
        if (configuration.Limit is { } limit && limit < examples.Count) examples = new Subset(examples, 0, limit);
        if (configuration.Limit is { } most && most < training?.Count) training = new Subset(training, 0, most);
        ImportedModel<T> imported = found.Read<T>(examples.InputShape);
        if (imported.DroppedNote(configuration.Model, kind.Name) is { } dropped) notes.Add(dropped);
        Network network = imported.Model.Network;
        if (network.InputWidth != examples.InputShape.ElementCount)
            throw new InvalidInputException(configuration.Inputs ?? configuration.Data!.Specification, $"inputs of {examples.InputShape.ElementCount} values (shape {examples.InputShape})", $"{network.InputWidth}, as {configuration.Model} reads");
        if (hasOutcomes) OutcomeCheck.Require(examples, imported.Model.Likelihood, kind.Name, configuration.Labels ?? configuration.Data!.Specification, "Name another --likelihood, or labels that the model can give.");
        NaturalOutputs.Require(imported.Model, examples, kind, configuration.Model);
        return new Probe<T>(imported, kind, examples, hasOutcomes, [.. notes]) { Training = training, TrainingCount = trainingCount };
    }

    private static (IDatasetPart Examples, bool HasOutcomes, IDatasetPart? Training) OpenInputs(TrainedModel found, ProbeConfiguration configuration, LikelihoodKind kind, List<string> notes)
    {
        if (configuration.Inputs is { } file)
        {
            Normalisation? normalisation = configuration.Normalisation is { } text ? Normalisation.Parse(text) : null;
            (Examples read, string[] remarks) = DatasetLoader.LoadInputs(file, configuration.Labels, normalisation);
            notes.AddRange(remarks);
            return (read, configuration.Labels is not null, null);
        }

        Dataset dataset = configuration.Data!.Load(kind.Outcomes);
        notes.AddRange(dataset.Notes);
        notes.Add($"Inputs are the test part of {dataset.Name}{(configuration.Limit < dataset.Test.Count ? $", the first {configuration.Limit}" : "")}.");
        return (dataset.Test, true, dataset.Training);
    }
}
