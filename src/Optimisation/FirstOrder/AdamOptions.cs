namespace Neuromanifold.Optimisation.FirstOrder;

/// <summary>Settings of <see cref="Adam{T}"/>.</summary>
public sealed record AdamOptions
{
    /// <summary>β₁, the decay of the mean gradient.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>β₂, the decay of the mean square.</summary>
    public double SecondDecay { get; init; } = 0.999;

    /// <summary>ε, added to the root of the mean square.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>λ.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether λθ shrinks the parameters beside the step (AdamW) rather than being part of the gradient (Adam).</summary>
    public bool DecoupledWeightDecay { get; init; }
}
