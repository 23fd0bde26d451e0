namespace Neuromanifold.Networks.Composition;

/// <summary>What a workspace has to hold.</summary>
/// <param name="Capacity">The largest number of examples in a pass.</param>
public sealed record WorkspaceOptions(int Capacity)
{
    /// <summary>Cotangents pulled back for each example; 0 for a workspace that only computes outputs.</summary>
    public int Cotangents { get; init; }

    /// <summary>Whether cotangents with respect to the network's input are wanted too.</summary>
    public bool InputCotangents { get; init; }

    /// <summary>Whether cotangents of every block stay readable after the backward pass, as curvature routines need.</summary>
    public bool KeepsBlocks { get; init; }

    /// <summary>Whether second derivatives are to follow the backward pass: blocks and what they need stay readable, and tangents can be pushed forward.</summary>
    public bool SecondDerivatives { get; init; }

    /// <summary>Whether tangents can be pushed forward.</summary>
    public bool Tangents { get; init; }

    /// <summary>
    /// Whether tangents of the backward pass are to follow, any number of times: the first half of the cotangents is then theirs
    /// to read and the second half theirs to write.
    /// </summary>
    public bool BackwardTangents { get; init; }
}
