namespace Neuromanifold.Optimisation.Compression.Quantisation;

/// <summary>Which parameters share a range and a number of bits.</summary>
public enum QuantisationGrouping
{
    /// <summary>Those of a tensor.</summary>
    Tensor,

    /// <summary>The weights of an output neuron; tensors that are no matrices stay whole.</summary>
    Channel,
}
