using System.Collections.Immutable;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>One of a few words.</summary>
public sealed record ChoiceSetting(string Name, string Description, string Default, ImmutableArray<string> Choices) : OptimiserSetting(Name, Description, Default)
{
    /// <inheritdoc/>
    public override string Expected => string.Join(", ", Choices);

    /// <inheritdoc/>
    public override bool Allows(string text) => Choices.Contains(text, StringComparer.Ordinal);
}
