using System.Collections.Immutable;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Sources;

/// <summary>Reads a data set that the user named into memory and checks that it is fit to train on.</summary>
public static class DatasetLoader
{
    private static readonly string[] s_fashion =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Reads the inputs of one NumPy file, alone or with the outcomes of another as they stand: to measure a model rather than to train one.</summary>
    /// <returns>The examples, and remarks that their user should read.</returns>
    /// <exception cref="InvalidInputException">A file is not what it should be, or the two differ in examples.</exception>
    public static (Examples Examples, string[] Notes) LoadInputs(string inputPath, string? outcomePath = null, Normalisation? normalisation = null) =>
        NumpyPair.ReadUninterpreted(inputPath, outcomePath, normalisation);

    /// <summary>Reads what a user names, as in <c>digits</c>, <c>mnist</c> or <c>csv:FILE</c>.</summary>
    /// <exception cref="InvalidInputException">Nothing is called so, or it is not what it should be.</exception>
    public static Dataset Load(string specification) => Load(DataSpecification.Parse(specification));

    /// <summary>
    /// Reads both parts. NumPy and CSV files are training data; their test part is the one named by
    /// <see cref="LoadingOptions.Test"/>, else their last tenth, and a note says so.
    /// </summary>
    /// <exception cref="InvalidInputException">A file is missing or not what it should be, or its parts do not fit together.</exception>
    public static Dataset Load(DataSpecification specification, LoadingOptions? options = null)
    {
        options ??= new();
        CheckTarget(specification, options);
        (RawPart training, RawPart? test) = Read(specification, options);
        return new Pairing(training, test, options.Outcomes).ToDataset(Name(specification), specification.Kind == DataKind.FashionMnist ? s_fashion : null);
    }

    private static (RawPart Training, RawPart? Test) Read(DataSpecification specification, LoadingOptions options)
    {
        ImmutableArray<string>? features = null;
        RawPart training;
        if (specification.Kind == DataKind.Csv) (training, features) = CsvSource.Read(specification.Paths[0], options);
        else training = ReadTraining(specification, options);

        DataSpecification test = options.Test ?? specification;
        if (test.Kind == DataKind.Csv)
        {
            return options.Test is null ? (training, null)
                : features is null ? throw new InvalidInputException($"the test data '{test}'", "a table, where the training data are none", "test data of the same kind")
                : (training, CsvSource.Read(test.Paths[0], options, features).Part);
        }

        if (test.Kind == DataKind.Numpy) return (training, options.Test is null ? null : ReadTraining(test, options));
        return (training, test.Kind == DataKind.Digits ? DigitsSource.Test(options.Normalisation) : Folder(test, options).ReadTest(options.Normalisation));
    }

    private static RawPart ReadTraining(DataSpecification specification, LoadingOptions options) => specification.Kind switch
    {
        DataKind.Digits => DigitsSource.Training(options.Normalisation),
        DataKind.Numpy => NumpyPair.Read(specification.Paths[0], specification.Paths[1], options.Normalisation),
        _ => Folder(specification, options).ReadTraining(options.Normalisation),
    };

    private static IdxFolder Folder(DataSpecification specification, LoadingOptions options)
    {
        if (specification.Kind == DataKind.Idx) return new(specification.Paths[0], Remedy: null);
        string name = Name(specification), get = $"neuromanifold data get {name}";
        return specification.Paths is [string named]
            ? new(named, $"Fetch them with '{get} --to {named}'.")
            : new(Path.Combine(options.DataDirectory ?? DataDirectory.Default, name), $"Fetch them with '{get}'.");
    }

    private static string Name(DataSpecification specification) => specification.Kind switch
    {
        DataKind.Mnist => "mnist",
        DataKind.FashionMnist => "fashion-mnist",
        _ => specification.Text,
    };

    private static void CheckTarget(DataSpecification specification, LoadingOptions options)
    {
        if (options.Target is null ? specification.Kind == DataKind.Csv : specification.Kind != DataKind.Csv)
        {
            throw options.Target is null
                ? new InvalidInputException($"the data '{specification}'", "no target", "the name of the column to predict", "Name it with --target NAME.")
                : new InvalidInputException($"the target '{options.Target}'", $"the data '{specification}', which have no named columns", "a target for csv:FILE only", "Leave --target out.");
        }
    }
}
