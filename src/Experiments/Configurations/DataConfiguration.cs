using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>Which data an experiment uses, as its user wrote it.</summary>
/// <param name="Specification">The data, as in mnist or npy:X.npy,Y.npy.</param>
public sealed record DataConfiguration(string Specification)
{
    /// <summary>No data, of what needs none.</summary>
    public static DataConfiguration None { get; } = new("none");

    /// <summary>Where the test part comes from, if not from the data themselves.</summary>
    public string? Test { get; init; }

    /// <summary>The column to predict, for CSV.</summary>
    public string? Target { get; init; }

    /// <summary>"MEAN,SD", applied to every input.</summary>
    public string? Normalisation { get; init; }

    /// <summary>The fraction of the training part that is held out for choices and stops.</summary>
    public double? Validation { get; init; }

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        DataSpecification.Parse(Specification);
        if (Test is not null) DataSpecification.Parse(Test);
        if (Normalisation is not null) Data.Datasets.Normalisation.Parse(Normalisation);
        if (Validation is { } fraction && !(fraction is > 0 and < 1))
            throw new InvalidInputException("--validation", $"{fraction}", "a fraction between 0 and 1");
    }

    /// <summary>Reads the data.</summary>
    /// <exception cref="InvalidInputException">They are missing or unfit.</exception>
    public Dataset Load(OutcomeKind outcomes) => DatasetLoader.Load(
        DataSpecification.Parse(Specification),
        new LoadingOptions
        {
            Outcomes = outcomes,
            Test = Test is null ? null : DataSpecification.Parse(Test),
            Target = Target,
            Normalisation = Normalisation is null ? null : Data.Datasets.Normalisation.Parse(Normalisation),
        });

    /// <summary>The parts of a data set to train and measure on; what is held out depends on the seed.</summary>
    public TrainingData Split(Dataset dataset, RandomStream stream)
    {
        if (Validation is not { } fraction) return new TrainingData(dataset.Training, dataset.Test);
        ValidationSplit split = ValidationSplit.Of(dataset.Training, fraction, stream);
        return new TrainingData(split.Training, dataset.Test, split.HeldOut);
    }
}
