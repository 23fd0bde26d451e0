namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>A whole number from 1 on.</summary>
public sealed record CountSetting(string Name, string Description, string Default) : OptimiserSetting(Name, Description, Default)
{
    /// <inheritdoc/>
    public override string Expected => "a whole number from 1 on";

    /// <inheritdoc/>
    public override bool Allows(string text) => TryRead(text, out double value) && value is >= 1 and <= int.MaxValue && double.IsInteger(value);
}
