using System.Globalization;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>The values of an optimiser's settings, all of them, checked.</summary>
public sealed class OptimiserSettings
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given;

    /// <summary>Defaults, overridden by what is given.</summary>
    /// <exception cref="InvalidInputException">A name is not one of the optimiser's settings, a value is not allowed, or one that was given has no effect beside the others.</exception>
    public OptimiserSettings(OptimiserKind kind, IReadOnlyDictionary<string, string> given)
    {
        _given = [.. given.Keys];
        foreach (OptimiserSetting setting in kind.Settings) _values[setting.Name] = setting.Default;
        foreach ((string name, string value) in given)
        {
            OptimiserSetting setting = kind.Settings.FirstOrDefault(setting => setting.Name == name)
                ?? throw new InvalidInputException($"--{name}", $"an option that {kind.Name} does not have", $"one of --{string.Join(", --", kind.Settings.Select(known => known.Name))}");
            if (!setting.Allows(value)) throw new InvalidInputException($"--{name}", $"'{value}'", setting.Expected);
            _values[name] = value;
        }

        kind.Check(this);
    }

    /// <summary>All values, by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A number.</summary>
    public double Number(string name) => double.Parse(_values[name], CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public int Count(string name) => (int)Number(name);

    /// <summary>A word.</summary>
    public string Choice(string name) => _values[name];

    /// <summary>Refuses the settings that were given, not left at their defaults, and have no effect.</summary>
    /// <param name="names">Those without effect.</param>
    /// <param name="reason">What makes them so, to be read behind "an option without effect".</param>
    /// <param name="nextStep">A sentence saying what would give them one, if anything; null otherwise.</param>
    /// <exception cref="InvalidInputException">One of them was given.</exception>
    public void RefuseGiven(ReadOnlySpan<string> names, string reason, string? nextStep = null)
    {
        foreach (string name in names)
        {
            if (_given.Contains(name)) throw new InvalidInputException($"--{name}", $"an option without effect {reason}", "no such option", nextStep);
        }
    }
}
