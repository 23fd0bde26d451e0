namespace Neuromanifold.Fisher.Relative;

/// <summary>Whether a unit can learn from a data set.</summary>
public enum ZoneState
{
    /// <summary>It is within its zone at some input.</summary>
    Learning,

    /// <summary>It responds to one side alone, and no input is on it.</summary>
    Dead,

    /// <summary>It is flat on both sides, and every input is far out on one.</summary>
    Saturated,
}
