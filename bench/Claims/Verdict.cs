namespace Neuromanifold.Claims;

/// <summary>How a figure stands to a claim.</summary>
internal enum Verdict
{
    /// <summary>Nothing is claimed of it.</summary>
    NotClaimed,

    /// <summary>It is as claimed.</summary>
    Held,

    /// <summary>It is not as claimed.</summary>
    Broken,

    /// <summary>Something to measure it with is missing.</summary>
    NotMeasured,
}
