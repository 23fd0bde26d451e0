namespace Neuromanifold.Data.Datasets;

/// <summary>What an outcome is, as the likelihood wants it.</summary>
public enum OutcomeKind
{
    /// <summary>The number of a class, counted from 0: for a categorical likelihood.</summary>
    Labels,

    /// <summary>One number per output of the network: for every other likelihood.</summary>
    Numbers,
}
