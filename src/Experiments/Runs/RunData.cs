namespace Neuromanifold.Experiments.Runs;

/// <summary>What a run learned from.</summary>
/// <param name="Name">The data as the user named them.</param>
/// <param name="Train">Examples trained on.</param>
/// <param name="Test">Examples tested on.</param>
/// <param name="Validation">Examples held out; null, and absent from JSON, for none.</param>
public sealed record RunData(string Name, int Train, int Test, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Validation = null);
