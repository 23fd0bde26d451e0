namespace Neuromanifold.Fisher.Posteriors;

/// <summary>How much of the Fisher matrix a Laplace posterior takes its precision from.</summary>
public enum LaplaceStructure
{
    /// <summary>Every parameter as if independent of the others.</summary>
    Diagonal,

    /// <summary>A Kronecker product for each layer. Source: [Ritter18].</summary>
    Kronecker,

    /// <summary>The last layer's block with all its entries; all other parameters are taken as known.</summary>
    LastLayer,

    /// <summary>All entries, for small networks.</summary>
    Full,
}
