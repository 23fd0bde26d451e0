using System.CommandLine;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Options;

/// <summary>The options that say which data.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "digits, mnist, fashion-mnist, mnist:DIR, fashion-mnist:DIR, idx:DIR, npy:X.npy,Y.npy or csv:FILE",
        HelpName = "SPEC",
    };

    private readonly Option<string?> _test = new("--test") { Description = "the test part, for npy and csv [default: the last tenth]", HelpName = "SPEC" };
    private readonly Option<string?> _target = new("--target") { Description = "the column to predict, for csv", HelpName = "NAME" };
    private readonly Option<string?> _normalise = new("--normalize") { Description = "subtract MEAN and divide by SD, after scaling to [0, 1]", HelpName = "MEAN,SD" };
    private readonly Option<string?> _validation = new("--validation") { Description = "hold out a fraction of the training part", HelpName = "F" };

    public DataOptions() => _data.Offering(["digits", "mnist", "fashion-mnist", "mnist:", "fashion-mnist:", "idx:", "npy:", "csv:"]);

    /// <summary>All of them.</summary>
    public Option[] All => [_data, _test, _target, _normalise, _validation];

    /// <summary>Those of a command that only measures.</summary>
    public Option[] WithoutValidation => [_data, _test, _target, _normalise];

    /// <summary>How inputs are normalised, if that is said.</summary>
    public string? Normalisation(ParseResult parse) => parse.GetValue(_normalise);

    /// <summary>Whether the data are named.</summary>
    public bool IsGiven(ParseResult parse) => parse.GetValue(_data) is not null;

    /// <summary>The configuration, from the parsed line.</summary>
    /// <param name="parse">The line.</param>
    /// <param name="own">The data that a model was trained on: used where none are named, and their normalisation where none is named.</param>
    public DataConfiguration Read(ParseResult parse, DataConfiguration? own = null)
    {
        if (!IsGiven(parse) && own is null) throw new InvalidInputException("--data", "nothing", "which data to use, as in --data digits");
        DataConfiguration data = parse.GetValue(_data) is { } specification ? new DataConfiguration(specification) { Normalisation = own?.Normalisation } : own!;
        return data with
        {
            Test = parse.GetValue(_test) ?? data.Test,
            Target = parse.GetValue(_target) ?? data.Target,
            Normalisation = parse.GetValue(_normalise) ?? data.Normalisation,
            Validation = parse.CommandResult.Command.Options.Contains(_validation) ? parse.Number(_validation) : null,
        };
    }
}
