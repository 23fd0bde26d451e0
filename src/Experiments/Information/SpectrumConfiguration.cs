using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Information;

/// <summary>What is measured of the eigenvalues of a model's Fisher matrix.</summary>
/// <param name="Probe">The model and its inputs.</param>
public sealed record SpectrumConfiguration(ProbeConfiguration Probe)
{
    /// <summary>Whether every layer's block is looked at too.</summary>
    public bool PerLayer { get; init; }

    /// <summary>δ of the effective dimension Σ λ/(λ + δ); null for one over the number of inputs, a prior of unit precision against that many observations.</summary>
    public double? Damping { get; init; }

    /// <summary>Random vectors of stochastic Lanczos quadrature.</summary>
    public int Probes { get; init; } = 10;

    /// <summary>Lanczos steps from each.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>The largest order of a matrix that is decomposed exactly; beyond it quadrature takes over.</summary>
    public int LargestExact { get; init; } = 4096;

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        Probe.Validate();
        if (Damping is { } damping && !(damping > 0)) throw new InvalidInputException("--damping", $"{damping}", "a positive number");
        if (Probes < 2) throw new InvalidInputException("--probes", $"{Probes}", "at least 2, for an error bar");
        if (Steps < 1) throw new InvalidInputException("--steps", $"{Steps}", "at least 1");
    }
}
