namespace Neuromanifold.Manifolds.Notation;

/// <summary>A value between parentheses, with the name it was given, if any.</summary>
internal sealed record NotationArgument(string? Name, NotationValue Value, int Position);
