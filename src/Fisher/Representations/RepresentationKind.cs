namespace Neuromanifold.Fisher.Representations;

/// <summary>How much of a Fisher matrix is kept, and in which form.</summary>
public enum RepresentationKind
{
    /// <summary>Every parameter alone.</summary>
    Diagonal,

    /// <summary>Every parameter with its neuron's bias.</summary>
    QuasiDiagonal,

    /// <summary>A block for each neuron.</summary>
    UnitWise,

    /// <summary>A block for each layer.</summary>
    LayerWise,

    /// <summary>A block for each layer, as a Kronecker product.</summary>
    Kronecker,

    /// <summary>A block for each layer, diagonal in the eigenbasis of the Kronecker product.</summary>
    EigenCorrected,

    /// <summary>Everything.</summary>
    Dense,

    /// <summary>Everything, through the dual matrix over examples and outputs.</summary>
    Gram,

    /// <summary>Everything, through passes over the data.</summary>
    Implicit,
}
