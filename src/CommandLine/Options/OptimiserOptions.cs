using System.CommandLine;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Catalogue;

namespace Neuromanifold.CommandLine.Options;

/// <summary>The choice of an optimiser and that optimiser's own settings, which exist as options only once it is chosen.</summary>
internal sealed class OptimiserOptions
{
    private readonly Option<string?> _optimiser = new("--optimizer")
    {
        Description = $"{string.Join(", ", OptimiserKinds.All.Select(kind => kind.Name))}; its settings: --optimizer NAME --help",
        HelpName = "NAME",
    };

    private readonly List<Option<string?>> _settings = [];

    /// <summary>Looks ahead for the optimiser's name among the arguments.</summary>
    public OptimiserOptions(IReadOnlyList<string> arguments)
    {
        _optimiser.Offering(OptimiserKinds.All.Select(kind => kind.Name));
        if (Named(arguments) is not { } name || OptimiserKinds.Find(name) is not { } kind) return;
        foreach (OptimiserSetting setting in kind.Settings)
        {
            _settings.Add(new Option<string?>($"--{setting.Name}")
            {
                Description = $"{setting.Description}: {setting.Expected} [default: {setting.Default}]",
                HelpName = setting is ChoiceSetting ? "WORD" : "X",
            });
        }
    }

    /// <summary>All of them.</summary>
    public Option[] All => [_optimiser, .. _settings];

    /// <summary>The configuration, from the parsed line.</summary>
    public OptimiserConfiguration Read(ParseResult parse)
    {
        string name = parse.GetValue(_optimiser)
            ?? throw new InvalidInputException("--optimizer", "nothing", $"one of {string.Join(", ", OptimiserKinds.All.Select(kind => kind.Name))}");
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach (Option<string?> setting in _settings)
        {
            if (parse.GetValue(setting) is { } value) given[setting.Name[2..]] = value;
        }

        OptimiserConfiguration configuration = new(name) { Given = given };
        _ = configuration.Settings;
        return configuration;
    }

    private static string? Named(IReadOnlyList<string> arguments)
    {
        const string Option = "--optimizer";
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == Option && i + 1 < arguments.Count) return arguments[i + 1];
            if (arguments[i].StartsWith($"{Option}=", StringComparison.Ordinal)) return arguments[i][(Option.Length + 1)..];
        }

        return null;
    }
}
