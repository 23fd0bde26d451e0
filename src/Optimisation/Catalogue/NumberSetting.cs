namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>A real number within an interval, its ends included or not.</summary>
public sealed record NumberSetting(string Name, string Description, string Default, double Low, double High, bool IncludesLow) : OptimiserSetting(Name, Description, Default)
{
    /// <summary>A number from 0 on.</summary>
    public static NumberSetting NonNegative(string name, string description, string value) => new(name, description, value, 0, double.PositiveInfinity, IncludesLow: true);

    /// <summary>A number greater than 0.</summary>
    public static NumberSetting Positive(string name, string description, string value) => new(name, description, value, 0, double.PositiveInfinity, IncludesLow: false);

    /// <summary>A number in [0, 1).</summary>
    public static NumberSetting Decay(string name, string description, string value) => new(name, description, value, 0, 1, IncludesLow: true);

    /// <inheritdoc/>
    public override string Expected => double.IsPositiveInfinity(High)
        ? (IncludesLow ? $"a number from {Low} on" : $"a number greater than {Low}")
        : $"a number in {(IncludesLow ? '[' : '(')}{Low}, {High})";

    /// <inheritdoc/>
    public override bool Allows(string text) => TryRead(text, out double value) && value < High && (IncludesLow ? value >= Low : value > Low);
}
