namespace Neuromanifold.Fisher.Spectra;

/// <summary>What random vectors a trace is estimated with.</summary>
public enum ProbeKind
{
    /// <summary>Entries ±1: no error from the diagonal.</summary>
    Rademacher,

    /// <summary>Standard normal entries.</summary>
    Normal,
}
