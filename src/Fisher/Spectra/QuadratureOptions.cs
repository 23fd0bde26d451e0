namespace Neuromanifold.Fisher.Spectra;

/// <summary>How stochastic Lanczos quadrature is run.</summary>
public sealed record QuadratureOptions
{
    /// <summary>Random vectors, two at least; the standard error falls with their root.</summary>
    public int Probes { get; init; } = 30;

    /// <summary>Lanczos steps for each probe; m steps are exact for polynomials of degree 2m − 1.</summary>
    public int Steps { get; init; } = 80;

    /// <summary>The distribution of the probes.</summary>
    public ProbeKind Kind { get; init; } = ProbeKind.Rademacher;

    /// <summary>The seed of the probes.</summary>
    public long Seed { get; init; }
}
