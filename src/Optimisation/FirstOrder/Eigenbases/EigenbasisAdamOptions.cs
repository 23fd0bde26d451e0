namespace Neuromanifold.Optimisation.FirstOrder.Eigenbases;

/// <summary>Settings of <see cref="EigenbasisAdam{T}"/>; the defaults are those of [Vyas24].</summary>
public sealed record EigenbasisAdamOptions
{
    /// <summary>β₁, the decay of the mean gradient.</summary>
    public double FirstDecay { get; init; } = 0.95;

    /// <summary>β₂, the decay of the mean square and of the factors.</summary>
    public double SecondDecay { get; init; } = 0.95;

    /// <summary>ε, added to the root of the mean square.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Steps between two refreshes of the bases.</summary>
    public int BasisPeriod { get; init; } = 10;

    /// <summary>λ; λθ shrinks the parameters beside the step.</summary>
    public double WeightDecay { get; init; }
}
